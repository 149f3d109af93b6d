package dev.ordinal.controller.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.scheduler.SchedulerAction.Bind;
import dev.ordinal.controller.scheduler.SchedulerAction.PrepareVolumes;
import dev.ordinal.controller.scheduler.SchedulerAction.Refuse;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import dev.ordinal.controller.scheduler.state.VolumeState;
import dev.ordinal.controller.testing.Samples;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchedulerPlannerTest {
  private static final String NO_HELP =
      " no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not"
          + " helpful for scheduling.";

  private final List<NodeState> nodes = new ArrayList<>();
  private VolumeState volumes = VolumeState.EMPTY;

  private void node(Node node, Pod... pods) {
    nodes.add(NodeState.of(node, Stream.of(pods).map(PodFacts::of).toList()));
  }

  private SchedulerAction plan(Pod pod) {
    return SchedulerPlanner.plan(
        PodFacts.of(pod), new ClusterState(nodes, volumes, Map.of()), null);
  }

  @Test
  void noNodes() {
    assertThat(plan(Samples.pod("a").build()))
        .isEqualTo(new Refuse("no nodes available to schedule pods"));
  }

  @Test
  void tooLittleProcessor() {
    node(Samples.node("n1"));
    node(Samples.node("n2"), Samples.pod("b", "3500m", "1Gi"));

    assertThat(plan(Samples.pod("a", "4500m", "1Gi")))
        .isEqualTo(new Refuse("0/2 nodes are available: 2 Insufficient cpu." + NO_HELP));
  }

  @Test
  void roomIsTakenByOthers() {
    node(Samples.node("n1", "1", "1Gi", 110), Samples.pod("b", "900m", "1Gi"));

    assertThat(plan(Samples.pod("a", "200m", "1Mi")))
        .isEqualTo(
            new Refuse(
                "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. no new claims"
                    + " to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims"
                    + " found for incoming pod."));
  }

  @Test
  void tooManyPods() {
    node(Samples.node("n1", "4", "8Gi", 1), Samples.pod("b").build());

    assertThat(plan(Samples.pod("a").build()))
        .isEqualTo(
            new Refuse(
                "0/1 nodes are available: 1 Too many pods. no new claims to deallocate, preemption:"
                    + " 0/1 nodes are available: 1 No preemption victims found for incoming pod."));
  }

  @Test
  void cordonedAndTainted() {
    node(new NodeBuilder(Samples.node("n1")).editSpec().withUnschedulable(true).endSpec().build());
    node(tainted("n2", "dedicated", "db"));

    assertThat(plan(Samples.pod("a").build()))
        .isEqualTo(
            new Refuse(
                "0/2 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were"
                    + " unschedulable."
                    + NO_HELP));
  }

  @Test
  void toleratedTaint() {
    node(tainted("n1", "dedicated", "db"));
    Pod pod =
        Samples.pod("a")
            .editSpec()
            .addNewToleration()
            .withKey("dedicated")
            .withOperator("Equal")
            .withValue("db")
            .withEffect("NoSchedule")
            .endToleration()
            .endSpec()
            .build();

    assertThat(plan(pod)).isEqualTo(new Bind("n1"));
  }

  private static Node tainted(String name, String key, String value) {
    return new NodeBuilder(Samples.node(name))
        .editSpec()
        .addNewTaint()
        .withKey(key)
        .withValue(value)
        .withEffect("NoSchedule")
        .endTaint()
        .endSpec()
        .build();
  }

  @Test
  void nodeSelector() {
    node(Samples.node("n1"));
    node(Samples.node("n2"));

    assertThat(plan(selecting("kubernetes.io/hostname", "n2"))).isEqualTo(new Bind("n2"));
    assertThat(plan(selecting("disk", "ssd")))
        .isEqualTo(
            new Refuse(
                "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector."
                    + NO_HELP));
  }

  private static Pod selecting(String key, String value) {
    return Samples.pod("a").editSpec().addToNodeSelector(key, value).endSpec().build();
  }

  @Test
  void hostPort() {
    Pod pod =
        Samples.pod("a")
            .editSpec()
            .editFirstContainer()
            .editFirstPort()
            .withHostPort(8080)
            .endPort()
            .endContainer()
            .endSpec()
            .build();
    node(Samples.node("n1"), renamed(pod, "b"));

    assertThat(plan(pod))
        .isEqualTo(
            new Refuse(
                "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod"
                    + " ports. no new claims to deallocate, preemption: 0/1 nodes are available: 1"
                    + " No preemption victims found for incoming pod."));
    node(Samples.node("n2"));
    assertThat(plan(pod)).isEqualTo(new Bind("n2"));
  }

  private static Pod renamed(Pod pod, String name) {
    return new PodBuilder(pod)
        .editMetadata()
        .withName(name)
        .withUid("uid-" + name)
        .endMetadata()
        .build();
  }

  @Test
  void antiAffinityOnHostname() {
    Pod pod =
        Samples.pod("a")
            .editSpec()
            .withNewAffinity()
            .withNewPodAntiAffinity()
            .addNewRequiredDuringSchedulingIgnoredDuringExecution()
            .withTopologyKey("kubernetes.io/hostname")
            .withLabelSelector(new LabelSelectorBuilder().addToMatchLabels("app", "web").build())
            .endRequiredDuringSchedulingIgnoredDuringExecution()
            .endPodAntiAffinity()
            .endAffinity()
            .endSpec()
            .build();
    node(Samples.node("n1"), renamed(pod, "b"));
    node(Samples.node("n2"));
    assertThat(plan(pod)).isEqualTo(new Bind("n2"));

    nodes.clear();
    node(Samples.node("n1"), renamed(pod, "b"));
    assertThat(plan(pod))
        .isEqualTo(
            new Refuse(
                "0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules. no new"
                    + " claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption"
                    + " victims found for incoming pod."));
    assertThat(plan(Samples.pod("c").build()))
        .as("the other pod's rule holds too")
        .isEqualTo(
            new Refuse(
                "0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity"
                    + " rules. no new claims to deallocate, preemption: 0/1 nodes are available: 1"
                    + " No preemption victims found for incoming pod."));
  }

  @Test
  void affinityStartsItsOwnGroup() {
    Pod pod =
        Samples.pod("a")
            .editSpec()
            .withNewAffinity()
            .withNewPodAffinity()
            .addNewRequiredDuringSchedulingIgnoredDuringExecution()
            .withTopologyKey("kubernetes.io/hostname")
            .withLabelSelector(new LabelSelectorBuilder().addToMatchLabels("app", "web").build())
            .endRequiredDuringSchedulingIgnoredDuringExecution()
            .endPodAffinity()
            .endAffinity()
            .endSpec()
            .build();
    node(Samples.node("n1"));
    node(Samples.node("n2"));
    assertThat(plan(pod)).isEqualTo(new Bind("n1"));

    nodes.clear();
    node(Samples.node("n1"));
    node(Samples.node("n2"), renamed(pod, "b"));
    assertThat(plan(pod)).isEqualTo(new Bind("n2"));
  }

  @Test
  void spreadConstraint() {
    Pod pod =
        Samples.pod("a")
            .editSpec()
            .addNewTopologySpreadConstraint()
            .withMaxSkew(1)
            .withTopologyKey("kubernetes.io/hostname")
            .withWhenUnsatisfiable("DoNotSchedule")
            .withLabelSelector(new LabelSelectorBuilder().addToMatchLabels("app", "web").build())
            .endTopologySpreadConstraint()
            .endSpec()
            .build();
    node(Samples.node("n1"), renamed(pod, "b"));
    node(new NodeBuilder(Samples.node("n2")).editSpec().withUnschedulable(true).endSpec().build());

    assertThat(plan(pod))
        .isEqualTo(
            new Refuse(
                "0/2 nodes are available: 1 node(s) didn't match pod topology spread constraints, 1"
                    + " node(s) were unschedulable. no new claims to deallocate, preemption: 0/2"
                    + " nodes are available: 1 No preemption victims found for incoming pod, 1"
                    + " Preemption is not helpful for scheduling."));
  }

  @Test
  void replicasOfOneOwnerAreSpread() {
    Map<String, List<Pod>> placed = new TreeMap<>(Map.of("n1", List.of(), "n2", List.of()));
    for (int i = 0; i < 6; i++) {
      nodes.clear();
      placed.forEach((name, pods) -> node(Samples.node(name), pods.toArray(Pod[]::new)));
      Pod pod = owned("web-" + i);
      if (plan(pod) instanceof Bind(String node)) {
        List<Pod> there = new ArrayList<>(placed.getOrDefault(node, List.of()));
        there.add(pod);
        placed.put(node, there);
      }
    }
    assertThat(placed.get("n1"))
        .extracting(p -> p.getMetadata().getName())
        .containsExactly("web-0", "web-2", "web-4");
    assertThat(placed.get("n2")).hasSize(3);
  }

  private static Pod owned(String name) {
    return Samples.pod(name)
        .editMetadata()
        .withOwnerReferences(
            new OwnerReferenceBuilder().withUid("set").withController(true).build())
        .endMetadata()
        .build();
  }

  @Test
  void missingClaim() {
    node(Samples.node("n1"));
    node(Samples.node("n2"));

    assertThat(plan(Samples.podWithClaim("a", "data")))
        .isEqualTo(
            new Refuse(
                "0/2 nodes are available: persistentvolumeclaim \"data\" not found. not found"));
  }

  @Test
  void unboundImmediateClaim() {
    node(Samples.node("n1"));
    volumes(
        List.of(Samples.claim("data", "standard", "1Gi")),
        List.of(),
        Samples.storageClass("standard", "ordinal.dev/directory", "Immediate"));

    assertThat(plan(Samples.podWithClaim("a", "data")))
        .isEqualTo(
            new Refuse(
                "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not"
                    + " found"));
  }

  @Test
  void waitingClaimIsProvisioned() {
    node(Samples.node("n1"));
    PersistentVolumeClaim claim = Samples.claim("data", "flash", "1Gi");
    volumes(List.of(claim), List.of(), flash());

    assertThat(plan(Samples.podWithClaim("a", "data")))
        .isInstanceOfSatisfying(
            PrepareVolumes.class,
            prepare -> {
              assertThat(prepare.node()).isEqualTo("n1");
              assertThat(prepare.volumes().provisions()).containsExactly(claim);
            });
  }

  @Test
  void claimUnderWayKeepsItsNode() {
    node(Samples.node("n1"));
    node(Samples.node("n2"));
    PersistentVolumeClaim claim =
        new PersistentVolumeClaimBuilder(Samples.claim("data", "flash", "1Gi"))
            .editMetadata()
            .addToAnnotations("volume.kubernetes.io/selected-node", "n2")
            .endMetadata()
            .build();
    volumes(List.of(claim), List.of(), flash());

    assertThat(plan(Samples.podWithClaim("a", "data")))
        .isInstanceOfSatisfying(
            PrepareVolumes.class,
            prepare -> {
              assertThat(prepare.node()).isEqualTo("n2");
              assertThat(prepare.volumes().provisions()).isEmpty();
            });
  }

  @Test
  void staticVolumeOfOneNode() {
    node(Samples.node("n1"));
    node(Samples.node("n2"));
    volumes(
        List.of(Samples.claim("data", "local", "1Gi")),
        List.of(onNode(Samples.volume("pv", "local", "2Gi"), "n2")),
        Samples.storageClass("local", "kubernetes.io/no-provisioner", "WaitForFirstConsumer"));

    assertThat(plan(Samples.podWithClaim("a", "data")))
        .isInstanceOfSatisfying(
            PrepareVolumes.class,
            prepare -> {
              assertThat(prepare.node()).isEqualTo("n2");
              assertThat(prepare.volumes().reservations()).hasSize(1);
            });

    nodes.removeLast();
    assertThat(plan(Samples.podWithClaim("a", "data")))
        .isInstanceOfSatisfying(
            Refuse.class,
            refuse ->
                assertThat(refuse.message())
                    .startsWith(
                        "0/1 nodes are available: 1 node(s) didn't find available persistent"
                            + " volumes to bind."));
  }

  @Test
  void boundVolumeOfAnotherNode() {
    node(Samples.node("n1"));
    PersistentVolumeClaim claim = bound(Samples.claim("data", "local", "1Gi"), "pv");
    volumes(
        List.of(claim),
        List.of(onNode(Samples.volume("pv", "local", "2Gi"), "n2")),
        Samples.storageClass("local", "kubernetes.io/no-provisioner", "WaitForFirstConsumer"));

    assertThat(plan(Samples.podWithClaim("a", "data")))
        .isInstanceOfSatisfying(
            Refuse.class,
            refuse ->
                assertThat(refuse.message())
                    .startsWith(
                        "0/1 nodes are available: 1 node(s) didn't match PersistentVolume's node"
                            + " affinity."));
    node(Samples.node("n2"));
    assertThat(plan(Samples.podWithClaim("a", "data"))).isEqualTo(new Bind("n2"));
  }

  private static StorageClass flash() {
    return Samples.storageClass("flash", "pd.csi.storage.gke.io", "WaitForFirstConsumer");
  }

  private static PersistentVolumeClaim bound(PersistentVolumeClaim claim, String volume) {
    return new PersistentVolumeClaimBuilder(claim)
        .editMetadata()
        .addToAnnotations("pv.kubernetes.io/bind-completed", "yes")
        .endMetadata()
        .editSpec()
        .withVolumeName(volume)
        .endSpec()
        .build();
  }

  private static PersistentVolume onNode(PersistentVolume volume, String node) {
    return new PersistentVolumeBuilder(volume)
        .editSpec()
        .withNewNodeAffinity()
        .withNewRequired()
        .addNewNodeSelectorTerm()
        .addNewMatchExpression()
        .withKey("kubernetes.io/hostname")
        .withOperator("In")
        .withValues(node)
        .endMatchExpression()
        .endNodeSelectorTerm()
        .endRequired()
        .endNodeAffinity()
        .endSpec()
        .build();
  }

  private void volumes(
      List<PersistentVolumeClaim> claims, List<PersistentVolume> present, StorageClass one) {
    volumes =
        new VolumeState(
            claims.stream()
                .collect(Collectors.toMap(c -> "default/" + c.getMetadata().getName(), c -> c)),
            present.stream().collect(Collectors.toMap(v -> v.getMetadata().getName(), v -> v)),
            Map.of(one.getMetadata().getName(), one));
  }
}
