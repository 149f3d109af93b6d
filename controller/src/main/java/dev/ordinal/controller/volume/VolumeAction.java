package dev.ordinal.controller.volume;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatus;

/** One step about a claim or a volume; steps are taken in order, and none after one that fails. */
sealed interface VolumeAction {
  /** Write the claim on the volume, if the volume is still as it was read. */
  record Reserve(PersistentVolume volume, PersistentVolumeClaim claim, boolean byController)
      implements VolumeAction {}

  /** Write the volume on the claim and mark the binding as complete. */
  record Complete(PersistentVolumeClaim claim, String volume, boolean byController)
      implements VolumeAction {}

  /** Give the volume a phase. */
  record SetVolumePhase(PersistentVolume volume, String phase, String message)
      implements VolumeAction {}

  /** Give the claim a status. */
  record SetClaimStatus(PersistentVolumeClaim claim, PersistentVolumeClaimStatus status)
      implements VolumeAction {}

  /** Take a claim off a volume that it never completed its binding with. */
  record Release(PersistentVolume volume, boolean keepName) implements VolumeAction {}

  /** Give a claim that leaves the choice open the default class. */
  record AssignClass(PersistentVolumeClaim claim, String className) implements VolumeAction {}

  /** Ask the provisioner of the class for a volume. */
  record RequestVolume(PersistentVolumeClaim claim, String provisioner) implements VolumeAction {}

  /** Tell people. */
  record Tell(HasMetadata about, boolean warning, String reason, String message)
      implements VolumeAction {}
}
