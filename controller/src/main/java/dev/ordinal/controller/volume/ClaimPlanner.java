package dev.ordinal.controller.volume;

import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.model.Storage;
import dev.ordinal.controller.model.VolumeMatch;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides about one claim: wait, bind, ask for a volume, or report a loss. */
final class ClaimPlanner {
  private static final String IN_TREE = "kubernetes.io/";

  private final Collection<PersistentVolume> volumes;
  private final Collection<StorageClass> classes;
  private final Set<String> servedInTree;

  /**
   * A planner over the state of the cluster.
   *
   * @param servedInTree provisioner names of the form {@code kubernetes.io/...} that are served
   */
  ClaimPlanner(
      Collection<PersistentVolume> volumes,
      Collection<StorageClass> classes,
      Set<String> servedInTree) {
    this.volumes = volumes;
    this.classes = classes;
    this.servedInTree = servedInTree;
  }

  List<VolumeAction> plan(PersistentVolumeClaim claim) {
    if (Labels.annotations(claim).containsKey(Storage.BIND_COMPLETED)) {
      return bound(claim);
    }
    return Storage.volumeName(claim).isEmpty() ? open(claim) : named(claim);
  }

  /** A claim that any suitable volume may serve. */
  private List<VolumeAction> open(PersistentVolumeClaim claim) {
    Optional<StorageClass> fallback = defaultClass();
    if (Storage.requestedClass(claim) == null && fallback.isPresent()) {
      return List.of(new VolumeAction.AssignClass(claim, fallback.get().getMetadata().getName()));
    }
    StorageClass storageClass = classNamed(Storage.className(claim));
    boolean waits =
        Storage.waitsForConsumer(storageClass)
            && !Labels.annotations(claim).containsKey(Storage.SELECTED_NODE);
    Optional<PersistentVolume> match = VolumeMatch.find(claim, volumes, Set.of(), null, waits);
    if (match.isPresent()) {
      return bind(claim, match.get());
    }
    List<VolumeAction> actions = pending(claim);
    if (waits) {
      actions.add(waiting(claim));
    } else if (storageClass == null || !isRequested(claim, storageClass.getProvisioner())) {
      actions.add(request(claim, storageClass));
    }
    return actions;
  }

  private static boolean isRequested(PersistentVolumeClaim claim, String provisioner) {
    return provisioner.equals(Labels.annotations(claim).get(Storage.PROVISIONER))
        && provisioner.equals(Labels.annotations(claim).get(Storage.BETA_PROVISIONER));
  }

  private static VolumeAction waiting(PersistentVolumeClaim claim) {
    return new VolumeAction.Tell(
        claim,
        false,
        "WaitForFirstConsumer",
        "waiting for first consumer to be created before binding");
  }

  private VolumeAction request(PersistentVolumeClaim claim, @Nullable StorageClass storageClass) {
    String className = Storage.className(claim);
    if (className.isEmpty()) {
      return new VolumeAction.Tell(
          claim,
          false,
          "FailedBinding",
          "no persistent volumes available for this claim and no storage class is set");
    }
    if (storageClass == null) {
      return new VolumeAction.Tell(
          claim,
          true,
          "ProvisioningFailed",
          "storageclass.storage.k8s.io \"" + className + "\" not found");
    }
    String provisioner = storageClass.getProvisioner();
    if (provisioner.startsWith(IN_TREE) && !servedInTree.contains(provisioner)) {
      return new VolumeAction.Tell(
          claim, true, "ProvisioningFailed", "no volume plugin matched name: " + provisioner);
    }
    return new VolumeAction.RequestVolume(claim, provisioner);
  }

  /** A claim that names its volume. */
  private List<VolumeAction> named(PersistentVolumeClaim claim) {
    PersistentVolume volume = volumeNamed(Storage.volumeName(claim));
    if (volume == null) {
      return pending(claim);
    }
    if (Storage.isFor(volume, claim)) {
      return bind(claim, volume);
    }
    String name = volume.getMetadata().getName();
    List<VolumeAction> actions = pending(claim);
    if (volume.getSpec().getClaimRef() != null) {
      actions.add(
          new VolumeAction.Tell(
              claim,
              true,
              "FailedBinding",
              "volume \"" + name + "\" already bound to a different claim."));
      return actions;
    }
    String obstacle = VolumeMatch.obstacle(volume, claim);
    if (obstacle == null) {
      return bind(claim, volume);
    }
    actions.add(
        new VolumeAction.Tell(
            claim,
            true,
            "VolumeMismatch",
            "Cannot bind to requested volume \"" + name + "\": " + obstacle));
    return actions;
  }

  /** A claim whose binding has been completed once: it stays so, or is lost. */
  private List<VolumeAction> bound(PersistentVolumeClaim claim) {
    if (Storage.volumeName(claim).isEmpty()) {
      return lost(
          claim,
          "ClaimLost",
          "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!");
    }
    PersistentVolume volume = volumeNamed(Storage.volumeName(claim));
    if (volume == null) {
      return lost(
          claim,
          "ClaimLost",
          "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
    }
    if (volume.getSpec().getClaimRef() == null || Storage.isFor(volume, claim)) {
      return bind(claim, volume);
    }
    return lost(
        claim,
        "ClaimMisbound",
        "Two claims are bound to the same volume, this one is bound incorrectly");
  }

  private static List<VolumeAction> lost(
      PersistentVolumeClaim claim, String reason, String message) {
    if (VolumeStatuses.phase(claim).equals("Lost")) {
      return List.of();
    }
    return List.of(
        new VolumeAction.Tell(claim, true, reason, message),
        new VolumeAction.SetClaimStatus(claim, VolumeStatuses.lost(claim)));
  }

  /** The steps of a binding that have not been taken yet, in their order. */
  private static List<VolumeAction> bind(PersistentVolumeClaim claim, PersistentVolume volume) {
    List<VolumeAction> actions = new ArrayList<>();
    ObjectReference reference = volume.getSpec().getClaimRef();
    if (reference == null || !Objects.equals(reference.getUid(), claim.getMetadata().getUid())) {
      actions.add(new VolumeAction.Reserve(volume, claim, reference == null));
    }
    if (!VolumeStatuses.phase(volume).equals("Bound")) {
      actions.add(new VolumeAction.SetVolumePhase(volume, "Bound", ""));
    }
    if (!Storage.isBound(claim)) {
      actions.add(
          new VolumeAction.Complete(
              claim, volume.getMetadata().getName(), Storage.volumeName(claim).isEmpty()));
    }
    VolumeStatuses.bound(claim, volume)
        .ifPresent(status -> actions.add(new VolumeAction.SetClaimStatus(claim, status)));
    return actions;
  }

  private static List<VolumeAction> pending(PersistentVolumeClaim claim) {
    List<VolumeAction> actions = new ArrayList<>();
    if (!VolumeStatuses.phase(claim).equals("Pending")) {
      actions.add(new VolumeAction.SetClaimStatus(claim, VolumeStatuses.pending(claim)));
    }
    return actions;
  }

  private @Nullable PersistentVolume volumeNamed(String name) {
    return volumes.stream()
        .filter(volume -> volume.getMetadata().getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private @Nullable StorageClass classNamed(String name) {
    return classes.stream()
        .filter(candidate -> candidate.getMetadata().getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The newest of the classes marked as default. */
  private Optional<StorageClass> defaultClass() {
    return classes.stream()
        .filter(Storage::isDefault)
        .max(
            Comparator.<StorageClass, String>comparing(
                    candidate ->
                        Objects.requireNonNullElse(
                            candidate.getMetadata().getCreationTimestamp(), ""))
                .thenComparing(
                    candidate -> candidate.getMetadata().getName(), Comparator.reverseOrder()));
  }
}
