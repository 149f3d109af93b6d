package dev.ordinal.controller.provisioner;

import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.controller.model.Storage;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.Optional;

/** One claim or one volume: read, plan, do. */
final class ProvisionerReconciler {
  private final KubeClient client;
  private final Informer<PersistentVolumeClaim> claims;
  private final Informer<PersistentVolume> volumes;
  private final Informer<StorageClass> classes;
  private final ProvisionerWriter writer;

  ProvisionerReconciler(ControllerContext context, ProvisionerWriter writer) {
    this.client = context.client();
    this.claims = context.informers().of(Kinds.CLAIMS);
    this.volumes = context.informers().of(Kinds.PERSISTENT_VOLUMES);
    this.classes = context.informers().of(Kinds.STORAGE_CLASSES);
    this.writer = writer;
  }

  Result reconcileClaim(ObjectKey key) {
    Optional<PersistentVolumeClaim> claim = claims.get(key);
    if (claim.isEmpty()) {
      return Result.done();
    }
    StorageClass storageClass = classes.get(null, Storage.className(claim.get())).orElse(null);
    String bound = Storage.volumeName(claim.get());
    PersistentVolume volume =
        volumes.get(null, bound.isEmpty() ? NewVolume.name(claim.get()) : bound).orElse(null);
    ProvisionerPlanner.forClaim(claim.get(), storageClass, volume).stream()
        .filter(action -> !isStale(action))
        .forEach(writer::take);
    return Result.done();
  }

  /** Before a volume is made the server is asked whether the claim still wants one. */
  private boolean isStale(ProvisionerAction action) {
    return action instanceof ProvisionerAction.Provision(var claim, var volume)
        && (client.find(Kinds.PERSISTENT_VOLUMES, null, volume.getMetadata().getName()).isPresent()
            || client
                .find(
                    Kinds.CLAIMS, claim.getMetadata().getNamespace(), claim.getMetadata().getName())
                .filter(now -> now.getMetadata().getUid().equals(claim.getMetadata().getUid()))
                .filter(now -> Storage.volumeName(now).isEmpty())
                .isEmpty());
  }

  Result reconcileVolume(ObjectKey key) {
    volumes
        .get(key)
        .ifPresent(volume -> ProvisionerPlanner.forVolume(volume).forEach(writer::take));
    return Result.done();
  }
}
