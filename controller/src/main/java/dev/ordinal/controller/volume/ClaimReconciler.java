package dev.ordinal.controller.volume;

import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.OwnWrites;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.Optional;
import java.util.Set;

/** One claim: read, plan, take the steps. */
final class ClaimReconciler implements Reconciler {
  private final Informer<PersistentVolumeClaim> claims;
  private final Informer<PersistentVolume> volumes;
  private final Informer<StorageClass> classes;
  private final VolumeWriter writer;
  private final Set<String> served;
  private final OwnWrites writes = new OwnWrites();

  ClaimReconciler(ControllerContext context, VolumeWriter writer, Set<String> served) {
    this.claims = context.informers().of(Kinds.CLAIMS);
    this.volumes = context.informers().of(Kinds.PERSISTENT_VOLUMES);
    this.classes = context.informers().of(Kinds.STORAGE_CLASSES);
    this.writer = writer;
    this.served = served;
  }

  @Override
  public Result reconcile(ObjectKey key) {
    if (!writes.settled(key)) {
      return Result.retryAfter(OwnWrites.SOON);
    }
    Optional<PersistentVolumeClaim> claim = claims.get(key);
    if (claim.isPresent()) {
      ClaimPlanner planner = new ClaimPlanner(volumes.list(), classes.list(), served);
      for (VolumeAction action : planner.plan(claim.get())) {
        writer.take(action).ifPresent(written -> expect(key, written));
      }
    }
    return Result.done();
  }

  private void expect(ObjectKey key, Object written) {
    if (written instanceof PersistentVolume) {
      writes.wrote(key, volumes, written);
    } else {
      writes.wrote(key, claims, written);
    }
  }
}
