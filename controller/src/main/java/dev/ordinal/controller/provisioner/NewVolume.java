package dev.ordinal.controller.provisioner;

import dev.ordinal.controller.model.Storage;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.Map;
import java.util.Objects;

/** The volume made for a claim; its name and handle come from the claim's uid. */
final class NewVolume {
  static final String FINALIZER = "external-provisioner.volume.kubernetes.io/finalizer";

  private NewVolume() {}

  static String name(PersistentVolumeClaim claim) {
    return "pvc-" + claim.getMetadata().getUid();
  }

  static PersistentVolume of(PersistentVolumeClaim claim, StorageClass storageClass) {
    String name = name(claim);
    return new PersistentVolumeBuilder()
        .withNewMetadata()
        .withName(name)
        .withFinalizers(FINALIZER)
        .withAnnotations(Map.of(Storage.PROVISIONED_BY, storageClass.getProvisioner()))
        .endMetadata()
        .withNewSpec()
        .withAccessModes(claim.getSpec().getAccessModes())
        .withCapacity(
            Map.of("storage", claim.getSpec().getResources().getRequests().get("storage")))
        .withNewClaimRef()
        .withApiVersion("v1")
        .withKind("PersistentVolumeClaim")
        .withNamespace(claim.getMetadata().getNamespace())
        .withName(claim.getMetadata().getName())
        .withUid(claim.getMetadata().getUid())
        .withResourceVersion(claim.getMetadata().getResourceVersion())
        .endClaimRef()
        .withNewCsi()
        .withDriver(Provisioners.DIRECTORY)
        .withVolumeHandle(name)
        .endCsi()
        .withPersistentVolumeReclaimPolicy(
            Objects.requireNonNullElse(storageClass.getReclaimPolicy(), "Delete"))
        .withStorageClassName(storageClass.getMetadata().getName())
        .withMountOptions(storageClass.getMountOptions())
        .withVolumeMode("Filesystem")
        .endSpec()
        .build();
  }
}
