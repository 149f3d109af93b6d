package dev.ordinal.controller.provisioner;

import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.Metadata;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.controller.model.Storage;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.ControllerLoop;
import dev.ordinal.controller.runtime.ControllerSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.List;

/** The provisioner's loops: claims, volumes, and the default class made at start. */
public final class Provisioner implements Controller {
  private final EventRecorder events;
  private final Informer<PersistentVolumeClaim> claims;
  private final ControllerLoop claimLoop;
  private final ControllerLoop volumeLoop;
  private final ControllerLoop classLoop;

  /** The provisioner over the context's caches and volumes directory. */
  public Provisioner(ControllerContext context) {
    this.events = context.events(Provisioners.DIRECTORY);
    this.claims = context.informers().of(Kinds.CLAIMS);
    VolumeDirectories directories = new VolumeDirectories(context.volumesDir());
    ProvisionerReconciler reconciler =
        new ProvisionerReconciler(
            context, new ProvisionerWriter(context.client(), events, directories));
    this.claimLoop =
        ControllerSpec.named("directory-provisioner-claims")
            .forKind(Kinds.CLAIMS)
            .watches(Kinds.STORAGE_CLASSES, this::openClaims)
            .workers(4)
            .reconciledBy(context, reconciler::reconcileClaim);
    claimLoop.needs(context.informers().of(Kinds.PERSISTENT_VOLUMES));
    this.volumeLoop =
        ControllerSpec.named("directory-provisioner-volumes")
            .forKind(Kinds.PERSISTENT_VOLUMES)
            .workers(4)
            .reconciledBy(context, reconciler::reconcileVolume);
    this.classLoop =
        ControllerSpec.named("default-storage-class")
            .reconciledBy(context, new DefaultClassReconciler(context.client()));
    classLoop.needs(context.informers().of(Kinds.STORAGE_CLASSES));
  }

  private List<ObjectKey> openClaims(StorageClass storageClass) {
    String name = storageClass.getMetadata().getName();
    return claims.list().stream()
        .filter(claim -> Storage.className(claim).equals(name))
        .map(claim -> Metadata.of(claim).key())
        .toList();
  }

  @Override
  public String name() {
    return "directory-provisioner";
  }

  @Override
  public void start() {
    claimLoop.start();
    volumeLoop.start();
    classLoop.start();
    classLoop.enqueue(DefaultClassReconciler.KEY);
  }

  @Override
  public void metrics(StringBuilder out) {
    claimLoop.metrics(out);
    volumeLoop.metrics(out);
  }

  @Override
  public void close() {
    claimLoop.close();
    volumeLoop.close();
    classLoop.close();
    events.close();
  }
}
