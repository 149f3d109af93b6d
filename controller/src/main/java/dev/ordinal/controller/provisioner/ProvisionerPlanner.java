package dev.ordinal.controller.provisioner;

import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.model.Storage;
import io.fabric8.kubernetes.api.model.CSIPersistentVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides which claims get a directory, which volumes grow and which go. */
final class ProvisionerPlanner {
  private ProvisionerPlanner() {}

  /**
   * What a claim needs.
   *
   * @param volume the claim's volume, bound or just made; null when there is none
   */
  static List<ProvisionerAction> forClaim(
      PersistentVolumeClaim claim,
      @Nullable StorageClass storageClass,
      @Nullable PersistentVolume volume) {
    if (storageClass == null || claim.getMetadata().getDeletionTimestamp() != null) {
      return List.of();
    }
    if (volume != null) {
      return grow(claim, storageClass, volume);
    }
    return isOurs(claim, storageClass) ? provision(claim, storageClass) : List.of();
  }

  private static boolean isOurs(PersistentVolumeClaim claim, StorageClass storageClass) {
    String provisioner = Labels.annotations(claim).get(Storage.PROVISIONER);
    boolean waits =
        Storage.waitsForConsumer(storageClass)
            && !Labels.annotations(claim).containsKey(Storage.SELECTED_NODE);
    return provisioner != null
        && provisioner.equals(storageClass.getProvisioner())
        && Provisioners.serve(provisioner)
        && Storage.volumeName(claim).isEmpty()
        && !waits;
  }

  private static List<ProvisionerAction> provision(
      PersistentVolumeClaim claim, StorageClass storageClass) {
    String obstacle = null;
    if (Storage.mode(claim.getSpec().getVolumeMode()).equals("Block")) {
      obstacle = "directories cannot serve volumeMode Block";
    } else if (claim.getSpec().getDataSource() != null
        || claim.getSpec().getDataSourceRef() != null) {
      obstacle = "directories cannot be filled from a data source";
    } else if (claim.getSpec().getSelector() != null) {
      obstacle = "claim Selector is not supported";
    }
    if (obstacle != null) {
      String name = storageClass.getMetadata().getName();
      return List.of(
          new ProvisionerAction.Fail(
              claim,
              "ProvisioningFailed",
              "failed to provision volume with StorageClass \"" + name + "\": " + obstacle));
    }
    return List.of(new ProvisionerAction.Provision(claim, NewVolume.of(claim, storageClass)));
  }

  private static List<ProvisionerAction> grow(
      PersistentVolumeClaim claim, StorageClass storageClass, PersistentVolume volume) {
    boolean wanted =
        Storage.isBound(claim)
            && Storage.isFor(volume, claim)
            && Storage.requested(claim) > Storage.capacity(volume);
    if (!wanted || handle(volume) == null) {
      return List.of();
    }
    Quantity size = claim.getSpec().getResources().getRequests().get("storage");
    return size != null && Boolean.TRUE.equals(storageClass.getAllowVolumeExpansion())
        ? List.of(new ProvisionerAction.Grow(claim, volume, size))
        : List.of();
  }

  /** What a volume needs: removal once its claim is gone, if its policy says so. */
  static List<ProvisionerAction> forVolume(PersistentVolume volume) {
    String handle = handle(volume);
    String phase = volume.getStatus() == null ? "" : volume.getStatus().getPhase();
    boolean provisioned =
        Provisioners.serve(Labels.annotations(volume).getOrDefault(Storage.PROVISIONED_BY, ""));
    boolean unwanted =
        "Released".equals(phase)
            || (volume.getMetadata().getDeletionTimestamp() != null && !"Bound".equals(phase));
    boolean removable =
        handle != null
            && provisioned
            && unwanted
            && "Delete".equals(volume.getSpec().getPersistentVolumeReclaimPolicy());
    return removable
        ? List.of(new ProvisionerAction.Remove(volume, Objects.requireNonNull(handle)))
        : List.of();
  }

  /** The handle of a volume of ours, null for any other. */
  private static @Nullable String handle(PersistentVolume volume) {
    CSIPersistentVolumeSource source = volume.getSpec().getCsi();
    return source != null && Provisioners.DIRECTORY.equals(source.getDriver())
        ? source.getVolumeHandle()
        : null;
  }
}
