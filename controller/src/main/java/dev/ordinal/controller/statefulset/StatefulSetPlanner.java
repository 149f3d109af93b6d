package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.controller.statefulset.StatefulSetAction.CreateClaims;
import dev.ordinal.controller.statefulset.StatefulSetAction.CreatePod;
import dev.ordinal.controller.statefulset.StatefulSetAction.DeletePod;
import dev.ordinal.controller.statefulset.StatefulSetAction.OwnClaim;
import dev.ordinal.controller.statefulset.StatefulSetAction.Reason;
import dev.ordinal.controller.statefulset.StatefulSetAction.RefuseClaim;
import dev.ordinal.controller.statefulset.StatefulSetAction.RepairPod;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides what one pass does. Pure: the same observation gives the same plan.
 *
 * <p>A plan is a list of stages, done one after the other and given up at the first failure. The
 * actions of a stage may be done at once; an ordered set has stages of a single action. The order
 * is always: repair and create, then the claims of condemned pods, then scale down, then update.
 */
final class StatefulSetPlanner {
  private final StatefulSetObservation seen;
  private final StatefulSetView set;
  private final boolean ordered;
  private final List<List<StatefulSetAction>> stages = new ArrayList<>();

  private StatefulSetPlanner(StatefulSetObservation seen) {
    this.seen = seen;
    this.set = seen.set();
    this.ordered = !set.parallel();
  }

  /** The stages of this pass; none when there is nothing to do or everything waits. */
  static List<List<StatefulSetAction>> plan(StatefulSetObservation seen) {
    StatefulSetPlanner planner = new StatefulSetPlanner(seen);
    if (!seen.set().deleting() && planner.keepSlots() && planner.condemn()) {
      planner.update();
    }
    return planner.stages;
  }

  /** Every wanted ordinal in ascending order; false when the pass must end here. */
  private boolean keepSlots() {
    List<StatefulSetAction> together = new ArrayList<>();
    for (int ordinal = set.start(); set.inRange(ordinal); ordinal++) {
      List<StatefulSetAction> actions = new ArrayList<>();
      boolean goOn = keepSlot(ordinal, actions);
      if (ordered) {
        actions.forEach(action -> stages.add(List.of(action)));
        if (!goOn) {
          return false;
        }
      } else {
        together.addAll(actions);
      }
    }
    addStage(together);
    return true;
  }

  /** One ordinal; false when an ordered set has to wait for it. */
  private boolean keepSlot(int ordinal, List<StatefulSetAction> actions) {
    Optional<Pod> found = seen.pod(ordinal);
    if (found.isEmpty()) {
      create(ordinal, actions);
      return false;
    }
    Pod pod = found.get();
    if (PodState.finished(pod)) {
      if (!PodState.terminating(pod)) {
        actions.add(new DeletePod(pod, Reason.FINISHED));
      }
      return false;
    }
    if (PodState.phase(pod).equals("Pending") && !PodState.terminating(pod)) {
      List<ObjectNode> missing = StatefulSetClaims.missing(set, ordinal, seen.claims());
      if (!missing.isEmpty()) {
        actions.add(new CreateClaims(pod, missing));
      }
    }
    if (ordered && seen.unavailable(pod)) {
      return false;
    }
    if (!PodState.terminating(pod)) {
      repair(ordinal, pod, actions);
    }
    return true;
  }

  private void create(int ordinal, List<StatefulSetAction> actions) {
    if (StatefulSetClaims.anyStale(set, ordinal, seen.claims())) {
      return;
    }
    String deleting = StatefulSetClaims.anyDeleting(set, ordinal, seen.claims());
    if (!deleting.isEmpty()) {
      actions.add(new RefuseClaim(ordinal, deleting));
      return;
    }
    List<ObjectNode> missing = StatefulSetClaims.missing(set, ordinal, seen.claims());
    actions.add(new CreatePod(ordinal, fromCurrentRevision(ordinal), missing));
  }

  /** Below the partition, or not yet reached by an update, a pod comes back as it was. */
  private boolean fromCurrentRevision(int ordinal) {
    OptionalInt partition = set.partition();
    if (partition.isPresent()) {
      return ordinal < set.start() + partition.getAsInt();
    }
    return set.rollingUpdate() && ordinal < set.start() + set.currentReplicas();
  }

  private void repair(int ordinal, Pod pod, List<StatefulSetAction> actions) {
    Map<String, String> labels = StatefulSetIdentity.missingLabels(pod, ordinal);
    boolean volumes = !StatefulSetIdentity.storageMatches(set, pod, ordinal);
    if (!labels.isEmpty() || volumes) {
      actions.add(new RepairPod(pod, labels, volumes));
    }
    own(ordinal, pod, actions);
  }

  private void own(int ordinal, Pod pod, List<StatefulSetAction> actions) {
    for (PersistentVolumeClaim claim : StatefulSetClaims.existing(set, ordinal, seen.claims())) {
      boolean foreign = ClaimOwners.foreignController(set, pod, claim);
      ClaimOwners.correction(set, pod, set.inRange(ordinal), claim)
          .ifPresent(owners -> actions.add(new OwnClaim(claim, owners, foreign)));
    }
  }

  /** Ordinals that are not wanted, the highest first; false when the pass must end here. */
  private boolean condemn() {
    List<Integer> condemned = seen.condemned();
    List<StatefulSetAction> claims = new ArrayList<>();
    for (int ordinal : condemned) {
      seen.pod(ordinal).ifPresent(pod -> own(ordinal, pod, claims));
    }
    if (ordered) {
      claims.forEach(action -> stages.add(List.of(action)));
    } else {
      addStage(claims);
    }
    OptionalInt firstUnhealthy = firstUnhealthy();
    List<StatefulSetAction> deletions = new ArrayList<>();
    for (int ordinal : condemned) {
      Pod pod = seen.pods().get(ordinal);
      if (pod == null || PodState.terminating(pod)) {
        if (ordered) {
          return false;
        }
        continue;
      }
      boolean first = firstUnhealthy.isPresent() && firstUnhealthy.getAsInt() == ordinal;
      if (ordered && seen.unavailable(pod) && !first) {
        return false;
      }
      deletions.add(new DeletePod(pod, Reason.SCALED_DOWN));
      if (ordered) {
        addStage(deletions);
        return false;
      }
    }
    addStage(deletions);
    return true;
  }

  /** The lowest wanted ordinal that is unavailable, else the lowest condemned one. */
  private OptionalInt firstUnhealthy() {
    for (int ordinal = set.start(); set.inRange(ordinal); ordinal++) {
      if (seen.pod(ordinal).map(seen::unavailable).orElse(true)) {
        return OptionalInt.of(ordinal);
      }
    }
    for (int ordinal : seen.condemned().reversed()) {
      if (seen.pod(ordinal).map(seen::unavailable).orElse(false)) {
        return OptionalInt.of(ordinal);
      }
    }
    return OptionalInt.empty();
  }

  /** From the top down to the partition: the first pod of an old revision goes, one per pass. */
  private void update() {
    if (set.onDelete()) {
      return;
    }
    int lowest = set.start() + set.partition().orElse(0);
    for (int ordinal = set.start() + set.replicas() - 1; ordinal >= lowest; ordinal--) {
      Optional<Pod> pod = seen.pod(ordinal);
      if (pod.isEmpty()) {
        return;
      }
      boolean old = !PodState.revision(pod.get()).equals(seen.updateRevision());
      if (old && !PodState.terminating(pod.get())) {
        if (!planned(pod.get())) {
          addStage(List.of(new DeletePod(pod.get(), Reason.UPDATED)));
        }
        return;
      }
      if (seen.unavailable(pod.get())) {
        return;
      }
    }
  }

  /** True when this pass deletes the pod already, because it has ended. */
  private boolean planned(Pod pod) {
    return PodState.finished(pod);
  }

  private void addStage(List<? extends StatefulSetAction> actions) {
    if (!actions.isEmpty()) {
      stages.add(List.copyOf(actions));
    }
  }
}
