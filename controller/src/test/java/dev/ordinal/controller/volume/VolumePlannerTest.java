package dev.ordinal.controller.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.testing.Samples;
import dev.ordinal.controller.volume.VolumeAction.Release;
import dev.ordinal.controller.volume.VolumeAction.SetVolumePhase;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import org.junit.jupiter.api.Test;

class VolumePlannerTest {
  private final PersistentVolumeClaim claim = Samples.claim("data", "manual", "5Gi");
  private final PersistentVolume free = Samples.volume("pv", "manual", "5Gi");

  private PersistentVolume reserved(String phase) {
    return ClaimPlannerTest.reserved(free, claim, phase);
  }

  private PersistentVolumeClaim boundTo(String volume) {
    return new PersistentVolumeClaimBuilder(claim)
        .editSpec()
        .withVolumeName(volume)
        .endSpec()
        .build();
  }

  @Test
  void aNewVolumeBecomesAvailable() {
    PersistentVolume fresh =
        new PersistentVolumeBuilder(free).editStatus().withPhase("Pending").endStatus().build();

    assertThat(VolumePlanner.plan(fresh, null))
        .containsExactly(new SetVolumePhase(fresh, "Available", ""));
    assertThat(VolumePlanner.plan(free, null)).isEmpty();
  }

  @Test
  void itIsReleasedWhenItsClaimIsGone() {
    PersistentVolume bound = reserved("Bound");

    assertThat(VolumePlanner.plan(bound, null))
        .containsExactly(new SetVolumePhase(bound, "Released", ""));
    assertThat(VolumePlanner.plan(reserved("Released"), null)).as("kept").isEmpty();
  }

  @Test
  void aHandMadeVolumeCannotBeDeleted() {
    PersistentVolume released =
        new PersistentVolumeBuilder(reserved("Released"))
            .editSpec()
            .withPersistentVolumeReclaimPolicy("Delete")
            .endSpec()
            .build();

    assertThat(VolumePlanner.plan(released, null).getFirst())
        .isInstanceOfSatisfying(
            SetVolumePhase.class, set -> assertThat(set.phase()).isEqualTo("Failed"));
  }

  @Test
  void anUnfinishedBindingIsLeftToTheClaim() {
    assertThat(VolumePlanner.plan(reserved("Available"), claim)).isEmpty();
  }

  @Test
  void aBoundVolumeSaysSo() {
    PersistentVolume volume = reserved("Available");

    assertThat(VolumePlanner.plan(volume, boundTo("pv")))
        .containsExactly(new SetVolumePhase(volume, "Bound", ""));
  }

  @Test
  void itIsFreedWhenTheClaimWentElsewhere() {
    PersistentVolume byHand = reserved("Available");
    assertThat(VolumePlanner.plan(byHand, boundTo("other")))
        .containsExactly(new Release(byHand, true));

    PersistentVolume byController =
        new PersistentVolumeBuilder(byHand)
            .editMetadata()
            .addToAnnotations("pv.kubernetes.io/bound-by-controller", "yes")
            .endMetadata()
            .build();
    assertThat(VolumePlanner.plan(byController, boundTo("other")))
        .containsExactly(new Release(byController, false));
  }
}
