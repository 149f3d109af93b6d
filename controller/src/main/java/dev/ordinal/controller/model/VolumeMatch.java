package dev.ordinal.controller.model;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the existing volumes suits a claim: one reserved for it, else the smallest that fits.
 */
public final class VolumeMatch {
  private static final Comparator<PersistentVolume> BEST_FIRST =
      Comparator.<PersistentVolume>comparingInt(volume -> volume.getSpec().getAccessModes().size())
          .thenComparingLong(Storage::capacity)
          .thenComparing(volume -> volume.getMetadata().getName());

  private VolumeMatch() {}

  /**
   * The volume for a claim.
   *
   * @param taken names of volumes that are spoken for in the same decision
   * @param node the node that must reach the volume; null when none has been chosen
   * @param reservedOnly whether only a volume reserved for the claim will do
   */
  public static Optional<PersistentVolume> find(
      PersistentVolumeClaim claim,
      Collection<PersistentVolume> volumes,
      Set<String> taken,
      @Nullable Node node,
      boolean reservedOnly) {
    Optional<PersistentVolume> reserved =
        volumes.stream()
            .filter(volume -> Storage.isFor(volume, claim) && suits(volume, claim, node))
            .min(BEST_FIRST);
    if (reserved.isPresent() || reservedOnly) {
      return reserved;
    }
    return volumes.stream()
        .filter(volume -> volume.getSpec().getClaimRef() == null && isAvailable(volume))
        .filter(volume -> !taken.contains(volume.getMetadata().getName()))
        .filter(volume -> suits(volume, claim, node) && selected(volume, claim))
        .min(BEST_FIRST);
  }

  private static boolean isAvailable(PersistentVolume volume) {
    return volume.getStatus() != null && "Available".equals(volume.getStatus().getPhase());
  }

  private static boolean suits(
      PersistentVolume volume, PersistentVolumeClaim claim, @Nullable Node node) {
    return volume.getMetadata().getDeletionTimestamp() == null
        && obstacle(volume, claim) == null
        && (node == null || Storage.reachable(volume, node));
  }

  private static boolean selected(PersistentVolume volume, PersistentVolumeClaim claim) {
    LabelSelector selector = claim.getSpec().getSelector();
    return selector == null || Labels.matches(selector, Labels.of(volume));
  }

  /** Why a volume cannot serve the claim that names it, in upstream's words; null if it can. */
  public static @Nullable String obstacle(PersistentVolume volume, PersistentVolumeClaim claim) {
    if (Storage.capacity(volume) < Storage.requested(claim)) {
      return "requested PV is too small";
    }
    if (!Storage.className(volume).equals(Storage.className(claim))) {
      return "storageClassName does not match";
    }
    if (!Storage.mode(volume.getSpec().getVolumeMode())
        .equals(Storage.mode(claim.getSpec().getVolumeMode()))) {
      return "incompatible volumeMode";
    }
    return volume.getSpec().getAccessModes().containsAll(claim.getSpec().getAccessModes())
        ? null
        : "incompatible accessMode";
  }
}
