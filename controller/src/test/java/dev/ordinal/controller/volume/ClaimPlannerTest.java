package dev.ordinal.controller.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.testing.Samples;
import dev.ordinal.controller.volume.VolumeAction.AssignClass;
import dev.ordinal.controller.volume.VolumeAction.Complete;
import dev.ordinal.controller.volume.VolumeAction.RequestVolume;
import dev.ordinal.controller.volume.VolumeAction.Reserve;
import dev.ordinal.controller.volume.VolumeAction.SetClaimStatus;
import dev.ordinal.controller.volume.VolumeAction.SetVolumePhase;
import dev.ordinal.controller.volume.VolumeAction.Tell;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimPlannerTest {
  private final List<PersistentVolume> volumes = new ArrayList<>();
  private final List<StorageClass> classes = new ArrayList<>();

  private List<VolumeAction> plan(PersistentVolumeClaim claim) {
    return new ClaimPlanner(volumes, classes, Set.of("kubernetes.io/host-path")).plan(claim);
  }

  @Test
  void smallestVolumeThatFits() {
    volumes.add(Samples.volume("big", "manual", "100Gi"));
    volumes.add(Samples.volume("fits", "manual", "10Gi"));
    volumes.add(Samples.volume("small", "manual", "1Gi"));
    volumes.add(Samples.volume("other", "else", "5Gi"));
    PersistentVolumeClaim claim = Samples.claim("data", "manual", "5Gi");

    assertThat(plan(claim))
        .hasSize(4)
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(new Reserve(volumes.get(1), claim, true)),
            second -> assertThat(second).isEqualTo(new SetVolumePhase(volumes.get(1), "Bound", "")),
            third -> assertThat(third).isEqualTo(new Complete(claim, "fits", true)),
            fourth ->
                assertThat(fourth)
                    .isInstanceOfSatisfying(
                        SetClaimStatus.class,
                        set -> {
                          assertThat(set.status().getPhase()).isEqualTo("Bound");
                          assertThat(set.status().getCapacity().get("storage")).hasToString("10Gi");
                        }));
  }

  @Test
  void aBindingGoesOnWhereItWasBrokenOff() {
    PersistentVolumeClaim claim = Samples.claim("data", "manual", "5Gi");
    volumes.add(reserved(Samples.volume("pv", "manual", "10Gi"), claim, "Bound"));
    volumes.add(Samples.volume("smaller", "manual", "5Gi"));

    assertThat(plan(claim).getFirst()).isEqualTo(new Complete(claim, "pv", true));

    PersistentVolumeClaim completed =
        new PersistentVolumeClaimBuilder(claim)
            .editMetadata()
            .addToAnnotations("pv.kubernetes.io/bind-completed", "yes")
            .endMetadata()
            .editSpec()
            .withVolumeName("pv")
            .endSpec()
            .build();
    assertThat(plan(completed)).singleElement().isInstanceOf(SetClaimStatus.class);

    PersistentVolumeClaim bound =
        new PersistentVolumeClaimBuilder(completed)
            .withStatus(VolumeStatuses.bound(completed, volumes.getFirst()).orElseThrow())
            .build();
    assertThat(plan(bound)).isEmpty();
  }

  @Test
  void reservedForAnotherClaimOfTheSameName() {
    PersistentVolumeClaim before =
        new PersistentVolumeClaimBuilder(Samples.claim("data", "manual", "5Gi"))
            .editMetadata()
            .withUid("former")
            .endMetadata()
            .build();
    volumes.add(reserved(Samples.volume("pv", "manual", "10Gi"), before, "Released"));

    assertThat(plan(Samples.claim("data", "manual", "5Gi")))
        .noneMatch(action -> action instanceof Reserve || action instanceof Complete);
  }

  @Test
  void selectorAndModesAndVolumeMode() {
    volumes.add(Samples.volume("plain", "manual", "5Gi"));
    PersistentVolume labelled =
        new PersistentVolumeBuilder(Samples.volume("labelled", "manual", "50Gi"))
            .editMetadata()
            .addToLabels("disk", "ssd")
            .endMetadata()
            .build();
    volumes.add(labelled);
    PersistentVolumeClaim claim =
        new PersistentVolumeClaimBuilder(Samples.claim("data", "manual", "5Gi"))
            .editSpec()
            .withSelector(new LabelSelectorBuilder().addToMatchLabels("disk", "ssd").build())
            .endSpec()
            .build();
    assertThat(plan(claim).getFirst()).isEqualTo(new Reserve(labelled, claim, true));

    PersistentVolumeClaim shared =
        new PersistentVolumeClaimBuilder(Samples.claim("data", "manual", "5Gi"))
            .editSpec()
            .withAccessModes("ReadWriteMany")
            .endSpec()
            .build();
    assertThat(plan(shared)).noneMatch(action -> action instanceof Reserve);
  }

  @Test
  void waitsForItsFirstConsumer() {
    classes.add(Samples.storageClass("flash", "pd.csi.storage.gke.io", "WaitForFirstConsumer"));
    volumes.add(Samples.volume("pv", "flash", "5Gi"));
    PersistentVolumeClaim claim = Samples.claim("data", "flash", "5Gi");

    assertThat(plan(claim))
        .containsExactly(
            new Tell(
                claim,
                false,
                "WaitForFirstConsumer",
                "waiting for first consumer to be created before binding"));
  }

  @Test
  void asksForAVolumeOnceTheNodeIsKnown() {
    classes.add(Samples.storageClass("flash", "pd.csi.storage.gke.io", "WaitForFirstConsumer"));
    PersistentVolumeClaim claim = annotated("volume.kubernetes.io/selected-node", "n1");
    assertThat(plan(claim)).containsExactly(new RequestVolume(claim, "pd.csi.storage.gke.io"));

    PersistentVolumeClaim asked =
        new PersistentVolumeClaimBuilder(claim)
            .editMetadata()
            .addToAnnotations("volume.kubernetes.io/storage-provisioner", "pd.csi.storage.gke.io")
            .addToAnnotations(
                "volume.beta.kubernetes.io/storage-provisioner", "pd.csi.storage.gke.io")
            .endMetadata()
            .build();
    assertThat(plan(asked)).isEmpty();
  }

  private static PersistentVolumeClaim annotated(String key, String value) {
    return new PersistentVolumeClaimBuilder(Samples.claim("data", "flash", "5Gi"))
        .editMetadata()
        .addToAnnotations(key, value)
        .endMetadata()
        .build();
  }

  @Test
  void noVolumeAndNoClass() {
    PersistentVolumeClaim claim = Samples.claim("data", "", "5Gi");

    assertThat(plan(claim))
        .containsExactly(
            new Tell(
                claim,
                false,
                "FailedBinding",
                "no persistent volumes available for this claim and no storage class is set"));
  }

  @Test
  void missingClassAndNoProvisioner() {
    PersistentVolumeClaim claim = Samples.claim("data", "gone", "5Gi");
    assertThat(plan(claim))
        .containsExactly(
            new Tell(
                claim,
                true,
                "ProvisioningFailed",
                "storageclass.storage.k8s.io \"gone\" not found"));

    classes.add(Samples.storageClass("gone", "kubernetes.io/no-provisioner", "Immediate"));
    assertThat(plan(claim))
        .containsExactly(
            new Tell(
                claim,
                true,
                "ProvisioningFailed",
                "no volume plugin matched name: kubernetes.io/no-provisioner"));
  }

  @Test
  void theOpenChoiceGetsTheNewestDefault() {
    classes.add(defaultClass("older", "storageclass.kubernetes.io/is-default-class", "2025"));
    classes.add(defaultClass("newer", "storageclass.beta.kubernetes.io/is-default-class", "2026"));
    PersistentVolumeClaim claim =
        new PersistentVolumeClaimBuilder(Samples.claim("data", "", "5Gi"))
            .editSpec()
            .withStorageClassName(null)
            .endSpec()
            .build();

    assertThat(plan(claim)).containsExactly(new AssignClass(claim, "newer"));
  }

  private static StorageClass defaultClass(String name, String annotation, String created) {
    return new StorageClassBuilder(Samples.storageClass(name, "x", "Immediate"))
        .editMetadata()
        .withCreationTimestamp(created)
        .addToAnnotations(annotation, "true")
        .endMetadata()
        .build();
  }

  @Test
  void aNamedVolumeThatDoesNotSuit() {
    volumes.add(Samples.volume("pv", "manual", "1Gi"));
    PersistentVolumeClaim claim =
        new PersistentVolumeClaimBuilder(Samples.claim("data", "manual", "5Gi"))
            .editSpec()
            .withVolumeName("pv")
            .endSpec()
            .build();

    assertThat(plan(claim))
        .containsExactly(
            new Tell(
                claim,
                true,
                "VolumeMismatch",
                "Cannot bind to requested volume \"pv\": requested PV is too small"));
  }

  @Test
  void aCompletedBindingWhoseVolumeIsGone() {
    PersistentVolumeClaim claim =
        new PersistentVolumeClaimBuilder(annotated("pv.kubernetes.io/bind-completed", "yes"))
            .editSpec()
            .withVolumeName("pv")
            .endSpec()
            .build();

    assertThat(plan(claim))
        .last()
        .isInstanceOfSatisfying(
            SetClaimStatus.class, set -> assertThat(set.status().getPhase()).isEqualTo("Lost"));
  }

  static PersistentVolume reserved(
      PersistentVolume volume, PersistentVolumeClaim claim, String phase) {
    return new PersistentVolumeBuilder(volume)
        .editSpec()
        .withNewClaimRef()
        .withKind("PersistentVolumeClaim")
        .withNamespace(claim.getMetadata().getNamespace())
        .withName(claim.getMetadata().getName())
        .withUid(claim.getMetadata().getUid())
        .endClaimRef()
        .endSpec()
        .editStatus()
        .withPhase(phase)
        .endStatus()
        .build();
  }
}
