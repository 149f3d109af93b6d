package dev.ordinal.controller.volume;

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
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The binder's two loops, claims and volumes, and which changes concern which. */
public final class VolumeBinder implements Controller {
  private static final String NAME = "persistentvolume-binder-controller";
  private static final String BY_CLAIM = "binder-claim";

  private final Informer<PersistentVolumeClaim> claims;
  private final Informer<PersistentVolume> volumes;
  private final EventRecorder events;
  private final ControllerLoop claimLoop;
  private final ControllerLoop volumeLoop;

  /**
   * The binder over the context's caches.
   *
   * @param served names of provisioners of the form {@code kubernetes.io/...} that are there
   */
  public VolumeBinder(ControllerContext context, Set<String> served) {
    this.claims = context.informers().of(Kinds.CLAIMS);
    this.volumes =
        context.informers().of(Kinds.PERSISTENT_VOLUMES).index(BY_CLAIM, VolumeBinder::claimNames);
    this.events = context.events("persistentvolume-controller");
    VolumeWriter writer = new VolumeWriter(context.client(), events);
    this.claimLoop =
        ControllerSpec.named(NAME + "-claims")
            .forKind(Kinds.CLAIMS)
            .watches(Kinds.PERSISTENT_VOLUMES, this::claimsConcernedBy)
            .watches(Kinds.STORAGE_CLASSES, storageClass -> openClaims())
            .reconciledBy(context, new ClaimReconciler(context, writer, served));
    this.volumeLoop =
        ControllerSpec.named(NAME + "-volumes")
            .forKind(Kinds.PERSISTENT_VOLUMES)
            .watches(Kinds.CLAIMS, this::volumesConcernedBy)
            .reconciledBy(context, new VolumeReconciler(context, writer));
  }

  /** The claim that the volume is for, or all open ones when it is for none. */
  private List<ObjectKey> claimsConcernedBy(PersistentVolume volume) {
    ObjectReference reference = volume.getSpec().getClaimRef();
    return reference == null
        ? openClaims()
        : List.of(ObjectKey.of(reference.getNamespace(), reference.getName()));
  }

  private List<ObjectKey> openClaims() {
    return claims.list().stream()
        .filter(claim -> !Storage.isBound(claim))
        .map(claim -> Metadata.of(claim).key())
        .toList();
  }

  private List<ObjectKey> volumesConcernedBy(PersistentVolumeClaim claim) {
    Stream<String> reserved =
        volumes.byIndex(BY_CLAIM, Metadata.of(claim).key().toString()).stream()
            .map(volume -> volume.getMetadata().getName());
    return Stream.concat(Stream.of(Storage.volumeName(claim)), reserved)
        .filter(name -> !name.isEmpty())
        .distinct()
        .map(name -> ObjectKey.of("", name))
        .toList();
  }

  private static List<String> claimNames(PersistentVolume volume) {
    ObjectReference reference = volume.getSpec().getClaimRef();
    return reference == null
        ? List.of()
        : List.of(ObjectKey.of(reference.getNamespace(), reference.getName()).toString());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    claimLoop.start();
    volumeLoop.start();
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
    events.close();
  }
}
