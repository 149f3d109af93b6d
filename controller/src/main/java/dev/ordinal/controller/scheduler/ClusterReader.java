package dev.ordinal.controller.scheduler;

import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.model.Storage;
import dev.ordinal.controller.runtime.Informers;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import dev.ordinal.controller.scheduler.state.VolumeState;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the caches and the assumptions into the state that a decision looks at. Used by the one
 * worker of the scheduler only.
 */
final class ClusterReader {
  private static final String BY_NODE = "scheduler-node";
  private static final String BY_CLASS = "scheduler-class";

  private final Informer<Pod> pods;
  private final Informer<Node> nodes;
  private final Informer<Namespace> namespaces;
  private final Informer<PersistentVolumeClaim> claims;
  private final Informer<PersistentVolume> volumes;
  private final Informer<StorageClass> classes;
  private final Assumptions assumptions;

  /** Facts of the last seen version of each pod on a node; rebuilt with every reading. */
  private Map<String, PodFacts> known = Map.of();

  ClusterReader(Informers informers, Assumptions assumptions) {
    this.pods =
        informers
            .of(Kinds.PODS)
            .index(
                BY_NODE,
                pod ->
                    Pods.isScheduled(pod) && !Pods.isTerminal(pod)
                        ? List.of(Pods.nodeName(pod))
                        : List.of());
    this.nodes = informers.of(Kinds.NODES);
    this.namespaces = informers.of(Kinds.NAMESPACES);
    this.claims = informers.of(Kinds.CLAIMS);
    this.volumes =
        informers
            .of(Kinds.PERSISTENT_VOLUMES)
            .index(BY_CLASS, volume -> List.of(Storage.className(volume)));
    this.classes = informers.of(Kinds.STORAGE_CLASSES);
    this.assumptions = assumptions;
  }

  /** The cluster as the given pod finds it: itself left out. */
  ClusterState read(PodFacts pod) {
    Map<String, List<PodFacts>> assumed =
        assumptions
            .others(pod.uid())
            .collect(
                Collectors.groupingBy(
                    Assumptions.Assumed::node,
                    Collectors.mapping(Assumptions.Assumed::pod, Collectors.toList())));
    Map<String, PodFacts> seen = new HashMap<>();
    List<NodeState> states =
        nodes.list().stream()
            .sorted(Comparator.comparing(node -> node.getMetadata().getName()))
            .map(node -> state(node, pod, assumed, seen))
            .toList();
    known = seen;
    return new ClusterState(states, volumeState(pod), namespaceLabels());
  }

  private NodeState state(
      Node node, PodFacts pod, Map<String, List<PodFacts>> assumed, Map<String, PodFacts> seen) {
    Map<String, PodFacts> here = new HashMap<>();
    String name = node.getMetadata().getName();
    for (Pod present : pods.byIndex(BY_NODE, name)) {
      PodFacts facts = facts(present);
      seen.put(facts.uid(), facts);
      here.put(facts.uid(), facts);
    }
    for (PodFacts coming : assumed.getOrDefault(name, List.of())) {
      here.putIfAbsent(coming.uid(), coming);
    }
    here.remove(pod.uid());
    return NodeState.of(node, new ArrayList<>(here.values()));
  }

  private PodFacts facts(Pod pod) {
    PodFacts facts = known.get(pod.getMetadata().getUid());
    String version = pod.getMetadata().getResourceVersion();
    return facts != null && facts.pod().getMetadata().getResourceVersion().equals(version)
        ? facts
        : PodFacts.of(pod);
  }

  /** The pod's claims, the volumes they name, and all volumes of the classes of those unbound. */
  private VolumeState volumeState(PodFacts pod) {
    List<String> names = Pods.claimNames(pod.pod());
    if (names.isEmpty()) {
      return VolumeState.EMPTY;
    }
    Map<String, PersistentVolumeClaim> own = new HashMap<>();
    Map<String, PersistentVolume> candidates = new HashMap<>();
    for (String name : names) {
      claims
          .get(pod.namespace(), name)
          .ifPresent(
              claim -> {
                own.put(pod.namespace() + "/" + name, claim);
                candidates(claim).forEach(v -> candidates.put(v.getMetadata().getName(), v));
              });
    }
    Map<String, StorageClass> byName =
        classes.list().stream()
            .collect(Collectors.toMap(one -> one.getMetadata().getName(), one -> one));
    return new VolumeState(own, candidates, byName);
  }

  private List<PersistentVolume> candidates(PersistentVolumeClaim claim) {
    String name = Storage.volumeName(claim);
    return name.isEmpty()
        ? volumes.byIndex(BY_CLASS, Storage.className(claim))
        : volumes.get(null, name).stream().toList();
  }

  private Map<String, Map<String, String>> namespaceLabels() {
    return namespaces.list().stream()
        .collect(Collectors.toMap(one -> one.getMetadata().getName(), Labels::of));
  }
}
