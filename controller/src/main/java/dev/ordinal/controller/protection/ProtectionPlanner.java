package dev.ordinal.controller.protection;

import dev.ordinal.controller.model.Pods;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;

/** Decides whether a finalizer is to be put on or taken off. */
final class ProtectionPlanner {
  static final String CLAIM = "kubernetes.io/pvc-protection";
  static final String VOLUME = "kubernetes.io/pv-protection";

  private ProtectionPlanner() {}

  /**
   * The step for a claim.
   *
   * @param pods pods of the claim's namespace
   */
  static ProtectionAction forClaim(PersistentVolumeClaim claim, Collection<Pod> pods) {
    return decide(claim, CLAIM, pods.stream().anyMatch(pod -> uses(pod, claim)));
  }

  /** The step for a volume. */
  static ProtectionAction forVolume(PersistentVolume volume) {
    boolean bound = volume.getStatus() != null && "Bound".equals(volume.getStatus().getPhase());
    return decide(volume, VOLUME, bound);
  }

  /** Pods that are on no node do not count: none will start them while the claim goes. */
  private static boolean uses(Pod pod, PersistentVolumeClaim claim) {
    return Pods.isScheduled(pod) && Pods.claimNames(pod).contains(claim.getMetadata().getName());
  }

  private static ProtectionAction decide(HasMetadata object, String finalizer, boolean inUse) {
    boolean guarded = object.getMetadata().getFinalizers().contains(finalizer);
    if (object.getMetadata().getDeletionTimestamp() == null) {
      return guarded ? new ProtectionAction.Nothing() : new ProtectionAction.PutOn(finalizer);
    }
    return guarded && !inUse
        ? new ProtectionAction.TakeOff(finalizer)
        : new ProtectionAction.Nothing();
  }
}
