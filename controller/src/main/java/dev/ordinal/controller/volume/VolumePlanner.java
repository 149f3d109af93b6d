package dev.ordinal.controller.volume;

import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.model.Storage;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides about one volume: its phase, and whether an unfinished binding has to be taken back. */
final class VolumePlanner {
  private VolumePlanner() {}

  /**
   * The steps for a volume.
   *
   * @param claim the claim that the volume's reference names, as the server has it now; null when
   *     there is none of this name and uid
   */
  static List<VolumeAction> plan(PersistentVolume volume, @Nullable PersistentVolumeClaim claim) {
    ObjectReference reference = volume.getSpec().getClaimRef();
    if (reference == null) {
      return phase(volume, "Available");
    }
    if (Storage.isBlank(reference.getUid())) {
      return phase(volume, "Available");
    }
    if (claim == null) {
      return orphaned(volume);
    }
    String bound = Storage.volumeName(claim);
    if (bound.isEmpty()) {
      // The claim completes the binding; its own pass goes on from here.
      return List.of();
    }
    return bound.equals(volume.getMetadata().getName()) ? phase(volume, "Bound") : outrun(volume);
  }

  /** The claim is gone: the volume is released and its policy says what becomes of it. */
  private static List<VolumeAction> orphaned(PersistentVolume volume) {
    String phase = VolumeStatuses.phase(volume);
    if (phase.equals("Failed")) {
      return List.of();
    }
    String policy = volume.getSpec().getPersistentVolumeReclaimPolicy();
    boolean provisioned = Labels.annotations(volume).containsKey(Storage.PROVISIONED_BY);
    if (phase.equals("Released") && "Delete".equals(policy) && !provisioned) {
      String message =
          "error getting deleter volume plugin for volume \"%s\": no deletable volume plugin matched"
              .formatted(volume.getMetadata().getName());
      return List.of(
          new VolumeAction.SetVolumePhase(volume, "Failed", message),
          new VolumeAction.Tell(volume, true, "VolumeFailedDelete", message));
    }
    if (phase.equals("Released") && "Recycle".equals(policy)) {
      String message = "No recycler plugin found for the volume!";
      return List.of(
          new VolumeAction.SetVolumePhase(volume, "Failed", message),
          new VolumeAction.Tell(volume, true, "VolumeFailedRecycle", message));
    }
    return phase(volume, "Released");
  }

  /** The claim has been bound to another volume meanwhile. */
  private static List<VolumeAction> outrun(PersistentVolume volume) {
    boolean provisioned = Labels.annotations(volume).containsKey(Storage.PROVISIONED_BY);
    if (provisioned && "Delete".equals(volume.getSpec().getPersistentVolumeReclaimPolicy())) {
      return phase(volume, "Released");
    }
    boolean byController =
        "yes".equals(Labels.annotations(volume).get(Storage.BOUND_BY_CONTROLLER));
    return List.of(new VolumeAction.Release(volume, !byController));
  }

  private static List<VolumeAction> phase(PersistentVolume volume, String phase) {
    return Objects.equals(VolumeStatuses.phase(volume), phase)
        ? List.of()
        : List.of(new VolumeAction.SetVolumePhase(volume, phase, ""));
  }
}
