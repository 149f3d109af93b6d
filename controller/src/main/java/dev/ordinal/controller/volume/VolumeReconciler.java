package dev.ordinal.controller.volume;

import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.controller.model.Storage;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.OwnWrites;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One volume: read, plan, take the steps. */
final class VolumeReconciler implements Reconciler {
  private final KubeClient client;
  private final Informer<PersistentVolumeClaim> claims;
  private final Informer<PersistentVolume> volumes;
  private final VolumeWriter writer;
  private final OwnWrites writes = new OwnWrites();

  VolumeReconciler(ControllerContext context, VolumeWriter writer) {
    this.client = context.client();
    this.claims = context.informers().of(Kinds.CLAIMS);
    this.volumes = context.informers().of(Kinds.PERSISTENT_VOLUMES);
    this.writer = writer;
  }

  @Override
  public Result reconcile(ObjectKey key) {
    if (!writes.settled(key)) {
      return Result.retryAfter(OwnWrites.SOON);
    }
    Optional<PersistentVolume> volume = volumes.get(key);
    if (volume.isPresent()) {
      for (VolumeAction action : VolumePlanner.plan(volume.get(), claimOf(volume.get()))) {
        writer.take(action).ifPresent(written -> writes.wrote(key, volumes, written));
      }
    }
    return Result.done();
  }

  /** The claim of the volume; before it counts as gone, the server is asked. */
  private @Nullable PersistentVolumeClaim claimOf(PersistentVolume volume) {
    ObjectReference reference = volume.getSpec().getClaimRef();
    if (reference == null || Storage.isBlank(reference.getUid())) {
      return null;
    }
    return claims
        .get(reference.getNamespace(), reference.getName())
        .filter(claim -> Storage.isFor(volume, claim))
        .or(() -> client.find(Kinds.CLAIMS, reference.getNamespace(), reference.getName()))
        .filter(claim -> Storage.isFor(volume, claim))
        .orElse(null);
  }
}
