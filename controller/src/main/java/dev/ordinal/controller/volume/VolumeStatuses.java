package dev.ordinal.controller.volume;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatus;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The status of claims and volumes. */
final class VolumeStatuses {
  private VolumeStatuses() {}

  /** The phase of a claim, empty for none. */
  static String phase(PersistentVolumeClaim claim) {
    PersistentVolumeClaimStatus status = claim.getStatus();
    return status == null ? "" : Objects.requireNonNullElse(status.getPhase(), "");
  }

  /** The phase of a volume, empty for none; the server's default Pending counts as none. */
  static String phase(PersistentVolume volume) {
    PersistentVolumeStatus status = volume.getStatus();
    return status == null ? "" : Objects.requireNonNullElse(status.getPhase(), "");
  }

  /** The status of a claim that waits for a volume. */
  static PersistentVolumeClaimStatus pending(PersistentVolumeClaim claim) {
    return withPhase(claim, "Pending");
  }

  /** The status of a claim that has lost its volume. */
  static PersistentVolumeClaimStatus lost(PersistentVolumeClaim claim) {
    return withPhase(claim, "Lost");
  }

  /** The status of a bound claim, or empty where the claim has it already. */
  static Optional<PersistentVolumeClaimStatus> bound(
      PersistentVolumeClaim claim, PersistentVolume volume) {
    PersistentVolumeClaimStatus now = claim.getStatus();
    Map<String, Quantity> capacity = new HashMap<>();
    if (now != null && now.getCapacity() != null) {
      capacity.putAll(now.getCapacity());
    }
    Quantity size = volume.getSpec().getCapacity().get("storage");
    boolean same =
        now != null
            && "Bound".equals(now.getPhase())
            && now.getAccessModes().equals(volume.getSpec().getAccessModes())
            && Objects.equals(capacity.get("storage"), size);
    if (same) {
      return Optional.empty();
    }
    if (size != null) {
      capacity.put("storage", size);
    }
    return Optional.of(
        new PersistentVolumeClaimStatusBuilder()
            .withPhase("Bound")
            .withAccessModes(volume.getSpec().getAccessModes())
            .withCapacity(capacity)
            .build());
  }

  private static PersistentVolumeClaimStatus withPhase(PersistentVolumeClaim claim, String phase) {
    PersistentVolumeClaimStatus now = claim.getStatus();
    return now == null
        ? new PersistentVolumeClaimStatusBuilder().withPhase(phase).build()
        : new PersistentVolumeClaimStatusBuilder(now).withPhase(phase).build();
  }
}
