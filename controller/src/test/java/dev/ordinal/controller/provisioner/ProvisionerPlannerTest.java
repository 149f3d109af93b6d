package dev.ordinal.controller.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.provisioner.ProvisionerAction.Fail;
import dev.ordinal.controller.provisioner.ProvisionerAction.Grow;
import dev.ordinal.controller.provisioner.ProvisionerAction.Provision;
import dev.ordinal.controller.provisioner.ProvisionerAction.Remove;
import dev.ordinal.controller.testing.Samples;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import org.junit.jupiter.api.Test;

class ProvisionerPlannerTest {
  private static final StorageClass FLASH =
      Samples.storageClass("flash", "pd.csi.storage.gke.io", "WaitForFirstConsumer");

  private static PersistentVolumeClaim requested(boolean withNode) {
    PersistentVolumeClaimBuilder claim =
        new PersistentVolumeClaimBuilder(Samples.claim("data", "flash", "1Gi"))
            .editMetadata()
            .addToAnnotations("volume.kubernetes.io/storage-provisioner", "pd.csi.storage.gke.io")
            .endMetadata();
    if (withNode) {
      claim
          .editMetadata()
          .addToAnnotations("volume.kubernetes.io/selected-node", "n1")
          .endMetadata();
    }
    return claim.build();
  }

  @Test
  void aRequestedClaimGetsAVolume() {
    PersistentVolumeClaim claim = requested(true);

    assertThat(ProvisionerPlanner.forClaim(claim, FLASH, null))
        .singleElement()
        .isInstanceOfSatisfying(
            Provision.class,
            provision -> {
              PersistentVolume volume = provision.volume();
              assertThat(volume.getMetadata().getName()).isEqualTo("pvc-uid-data");
              assertThat(volume.getMetadata().getAnnotations())
                  .containsEntry("pv.kubernetes.io/provisioned-by", "pd.csi.storage.gke.io");
              assertThat(volume.getSpec().getCsi().getDriver()).isEqualTo("ordinal.dev/directory");
              assertThat(volume.getSpec().getCsi().getVolumeHandle()).isEqualTo("pvc-uid-data");
              assertThat(volume.getSpec().getClaimRef().getUid()).isEqualTo("uid-data");
              assertThat(volume.getSpec().getPersistentVolumeReclaimPolicy()).isEqualTo("Delete");
            });
  }

  @Test
  void notBeforeItsNodeIsKnown() {
    assertThat(ProvisionerPlanner.forClaim(requested(false), FLASH, null)).isEmpty();
  }

  @Test
  void notForAnotherProvisioner() {
    StorageClass other = Samples.storageClass("flash", "example.com/other", "Immediate");

    assertThat(ProvisionerPlanner.forClaim(requested(true), other, null)).isEmpty();
  }

  @Test
  void blockDevicesAreRefused() {
    PersistentVolumeClaim block =
        new PersistentVolumeClaimBuilder(requested(true))
            .editSpec()
            .withVolumeMode("Block")
            .endSpec()
            .build();

    assertThat(ProvisionerPlanner.forClaim(block, FLASH, null))
        .singleElement()
        .isInstanceOf(Fail.class);
  }

  @Test
  void aReleasedVolumeGoesIfItsPolicySaysSo() {
    PersistentVolume released =
        new PersistentVolumeBuilder(NewVolume.of(requested(true), FLASH))
            .withNewStatus()
            .withPhase("Released")
            .endStatus()
            .build();
    assertThat(ProvisionerPlanner.forVolume(released))
        .containsExactly(new Remove(released, "pvc-uid-data"));

    PersistentVolume kept =
        new PersistentVolumeBuilder(released)
            .editSpec()
            .withPersistentVolumeReclaimPolicy("Retain")
            .endSpec()
            .build();
    assertThat(ProvisionerPlanner.forVolume(kept)).isEmpty();

    PersistentVolume bound =
        new PersistentVolumeBuilder(released)
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .editStatus()
            .withPhase("Bound")
            .endStatus()
            .build();
    assertThat(ProvisionerPlanner.forVolume(bound)).isEmpty();
  }

  @Test
  void expansionWhereTheClassAllows() {
    PersistentVolumeClaim claim = Samples.claim("data", "flash", "5Gi");
    claim.getMetadata().getAnnotations().put("pv.kubernetes.io/bind-completed", "yes");
    claim.getSpec().setVolumeName("pvc-uid-data");
    PersistentVolume volume = NewVolume.of(requested(true), FLASH);

    assertThat(ProvisionerPlanner.forClaim(claim, FLASH, volume)).isEmpty();
    StorageClass growing = new StorageClassBuilder(FLASH).withAllowVolumeExpansion(true).build();
    assertThat(ProvisionerPlanner.forClaim(claim, growing, volume))
        .singleElement()
        .isInstanceOfSatisfying(Grow.class, grow -> assertThat(grow.size()).hasToString("5Gi"));
  }
}
