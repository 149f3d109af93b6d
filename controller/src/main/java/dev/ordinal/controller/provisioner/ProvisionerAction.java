package dev.ordinal.controller.provisioner;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;

/** What the provisioner does about a claim or a volume. */
sealed interface ProvisionerAction {
  /** Make the directory, then the volume. */
  record Provision(PersistentVolumeClaim claim, PersistentVolume volume)
      implements ProvisionerAction {}

  /** Remove the directory, then the volume. */
  record Remove(PersistentVolume volume, String handle) implements ProvisionerAction {}

  /** Let the volume offer more. */
  record Grow(PersistentVolumeClaim claim, PersistentVolume volume, Quantity size)
      implements ProvisionerAction {}

  /** Say why it cannot be done. */
  record Fail(HasMetadata about, String reason, String message) implements ProvisionerAction {}
}
