package dev.ordinal.controller.scheduler.state;

import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.model.NodeSelectors;
import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.model.Storage;
import dev.ordinal.controller.model.VolumeMatch;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has to happen to a pod's claims before it can run on a node.
 *
 * @param reasons why it cannot run there at all
 * @param reservations volumes to reserve for claims
 * @param provisions claims that get a new volume once the node has been written on them
 * @param underWay claims for which all has been done and whose binding is awaited
 */
public record NodeVolumes(
    List<String> reasons,
    List<Reservation> reservations,
    List<PersistentVolumeClaim> provisions,
    List<PersistentVolumeClaim> underWay) {
  private static final String NO_PROVISIONER = "kubernetes.io/no-provisioner";

  /** A volume that is to be kept for a claim. */
  public record Reservation(PersistentVolume volume, PersistentVolumeClaim claim) {}

  /** Whether nothing stands in the way of running there now. */
  public boolean ready() {
    return reasons.isEmpty()
        && reservations.isEmpty()
        && provisions.isEmpty()
        && underWay.isEmpty();
  }

  /** The volumes of a pod whose claims have no {@linkplain #obstacle obstacle}, on a node. */
  public static NodeVolumes plan(PodFacts pod, Node node, VolumeState state) {
    return new Planning(node, state).of(pod);
  }

  /** What keeps the pod from every node, in upstream's words. */
  public static Optional<String> obstacle(PodFacts pod, VolumeState state) {
    for (String name : Pods.claimNames(pod.pod())) {
      Optional<PersistentVolumeClaim> claim = state.claim(pod.namespace(), name);
      if (claim.isEmpty()) {
        return Optional.of("persistentvolumeclaim \"" + name + "\" not found");
      }
      if ("Lost".equals(phase(claim.get()))) {
        return Optional.of(
            "persistentvolumeclaim \"%s\" bound to non-existent persistentvolume \"%s\""
                .formatted(name, Storage.volumeName(claim.get())));
      }
      if (claim.get().getMetadata().getDeletionTimestamp() != null) {
        return Optional.of("persistentvolumeclaim \"" + name + "\" is being deleted");
      }
      if (awaitsBinder(claim.get(), state)) {
        return Optional.of("pod has unbound immediate PersistentVolumeClaims");
      }
    }
    return Optional.empty();
  }

  private static String phase(PersistentVolumeClaim claim) {
    return claim.getStatus() == null || claim.getStatus().getPhase() == null
        ? "Pending"
        : claim.getStatus().getPhase();
  }

  private static boolean awaitsBinder(PersistentVolumeClaim claim, VolumeState state) {
    if (Storage.isBound(claim)) {
      return false;
    }
    return !Storage.volumeName(claim).isEmpty()
        || !Storage.waitsForConsumer(state.classOf(claim).orElse(null));
  }

  /** One decision; collects as it goes through the claims. */
  private static final class Planning {
    private final Node node;
    private final VolumeState state;
    private final List<String> reasons = new ArrayList<>();
    private final List<Reservation> reservations = new ArrayList<>();
    private final List<PersistentVolumeClaim> provisions = new ArrayList<>();
    private final List<PersistentVolumeClaim> underWay = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    Planning(Node node, VolumeState state) {
      this.node = node;
      this.state = state;
    }

    NodeVolumes of(PodFacts pod) {
      for (String name : Pods.claimNames(pod.pod())) {
        state.claim(pod.namespace(), name).ifPresent(this::add);
      }
      return new NodeVolumes(
          reasons.stream().distinct().toList(), reservations, provisions, underWay);
    }

    private void add(PersistentVolumeClaim claim) {
      if (Storage.isBound(claim)) {
        addBound(claim);
        return;
      }
      String selected = Labels.annotations(claim).get(Storage.SELECTED_NODE);
      if (selected != null) {
        if (selected.equals(node.getMetadata().getName())) {
          underWay.add(claim);
        } else {
          reasons.add("node(s) didn't find available persistent volumes to bind");
        }
        return;
      }
      addUnbound(claim);
    }

    private void addBound(PersistentVolumeClaim claim) {
      Optional<PersistentVolume> volume = state.volume(Storage.volumeName(claim));
      if (volume.isEmpty()) {
        reasons.add("node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)");
      } else if (!Storage.reachable(volume.get(), node)) {
        reasons.add("node(s) didn't match PersistentVolume's node affinity");
      }
    }

    private void addUnbound(PersistentVolumeClaim claim) {
      Optional<PersistentVolume> match =
          VolumeMatch.find(claim, state.volumesOf(Storage.className(claim)), taken, node, false);
      if (match.isPresent()) {
        taken.add(match.get().getMetadata().getName());
        if (Storage.isFor(match.get(), claim)) {
          underWay.add(claim);
        } else {
          reservations.add(new Reservation(match.get(), claim));
        }
      } else if (canProvision(claim)) {
        provisions.add(claim);
      } else {
        reasons.add("node(s) didn't find available persistent volumes to bind");
      }
    }

    private boolean canProvision(PersistentVolumeClaim claim) {
      return state
          .classOf(claim)
          .filter(storageClass -> !storageClass.getProvisioner().equals(NO_PROVISIONER))
          .filter(this::allowedHere)
          .isPresent();
    }

    private boolean allowedHere(StorageClass storageClass) {
      return storageClass.getAllowedTopologies().isEmpty()
          || storageClass.getAllowedTopologies().stream()
              .anyMatch(
                  term ->
                      term.getMatchLabelExpressions().stream()
                          .map(e -> new NodeSelectorRequirement(e.getKey(), "In", e.getValues()))
                          .allMatch(
                              e ->
                                  NodeSelectors.matches(
                                      new NodeSelectorTerm(List.of(e), List.of()), node)));
    }
  }
}
