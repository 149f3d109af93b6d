package dev.ordinal.controller.protection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.testing.Samples;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtectionPlannerTest {
  private static final PersistentVolumeClaim GOING =
      new PersistentVolumeClaimBuilder(Samples.claim("data", "x", "1Gi"))
          .editMetadata()
          .withFinalizers("kubernetes.io/pvc-protection")
          .withDeletionTimestamp("2026-01-01T00:00:00Z")
          .endMetadata()
          .build();

  @Test
  void everyClaimIsGuarded() {
    assertThat(ProtectionPlanner.forClaim(Samples.claim("data", "x", "1Gi"), List.of()))
        .isEqualTo(new ProtectionAction.PutOn("kubernetes.io/pvc-protection"));
  }

  @Test
  void aUsedClaimStays() {
    Pod waiting = Samples.podWithClaim("a", "data");
    Pod placed = new PodBuilder(waiting).editSpec().withNodeName("n1").endSpec().build();

    assertThat(ProtectionPlanner.forClaim(GOING, List.of(placed)))
        .isEqualTo(new ProtectionAction.Nothing());
    assertThat(ProtectionPlanner.forClaim(GOING, List.of(waiting)))
        .isEqualTo(new ProtectionAction.TakeOff("kubernetes.io/pvc-protection"));
  }

  @Test
  void aBoundVolumeStays() {
    PersistentVolume going =
        new PersistentVolumeBuilder(Samples.volume("pv", "x", "1Gi"))
            .editMetadata()
            .withFinalizers("kubernetes.io/pv-protection")
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .editStatus()
            .withPhase("Bound")
            .endStatus()
            .build();

    assertThat(ProtectionPlanner.forVolume(going)).isEqualTo(new ProtectionAction.Nothing());
    going.getStatus().setPhase("Released");
    assertThat(ProtectionPlanner.forVolume(going))
        .isEqualTo(new ProtectionAction.TakeOff("kubernetes.io/pv-protection"));
  }
}
