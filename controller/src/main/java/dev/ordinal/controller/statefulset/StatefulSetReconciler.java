package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.controller.runtime.OwnWrites;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over one set: read the caches, plan, act, report. It decides nothing. */
final class StatefulSetReconciler implements Reconciler {
  private final KubeClient client;
  private final Informer<ObjectNode> sets;
  private final Informer<PersistentVolumeClaim> claims;
  private final OwnWrites writes;
  private final PodMembership membership;
  private final RevisionHistory history;
  private final StatefulSetActuator actuator;
  private final InstantSource clock;

  /** The parts it calls, all of the same caches. */
  record Parts(PodMembership membership, RevisionHistory history, StatefulSetActuator actuator) {}

  StatefulSetReconciler(
      KubeClient client,
      Informer<ObjectNode> sets,
      Informer<PersistentVolumeClaim> claims,
      OwnWrites writes,
      Parts parts,
      InstantSource clock) {
    this.client = client;
    this.sets = sets;
    this.claims = claims;
    this.writes = writes;
    this.membership = parts.membership;
    this.history = parts.history;
    this.actuator = parts.actuator;
    this.clock = clock;
  }

  @Override
  public Result reconcile(ObjectKey key) throws InterruptedException {
    boolean settled = writes.settled(key);
    Optional<ObjectNode> found = sets.get(key);
    if (found.isEmpty()) {
      return Result.done();
    }
    if (!settled) {
      return Result.retryAfter(OwnWrites.SOON);
    }
    StatefulSetView set = StatefulSetView.of(found.get());
    Adopter adopter = new Adopter(client, set);
    List<ObjectNode> revisions = history.list(set, adopter);
    List<Pod> pods = membership.claim(set, adopter);
    return set.deleting() ? reportOnly(set, pods) : work(set, revisions, pods);
  }

  private Result work(StatefulSetView set, List<ObjectNode> revisions, List<Pod> pods)
      throws InterruptedException {
    RevisionHistory.Chosen chosen = history.choose(set, revisions);
    StatefulSetObservation seen = observe(set, chosen.currentName(), chosen.updateName(), pods);
    Done done = act(seen, chosen);
    report(set, StatefulSetStatuses.status(seen, chosen.collisionCount(), done.updatesBegun));
    history.truncate(set, revisions, live(chosen, pods));
    if (done.failure != null) {
      throw done.failure;
    }
    return StatefulSetStatuses.nextAvailability(seen)
        .map(Result::retryAfter)
        .orElseGet(Result::done);
  }

  /** A set that is being deleted is not worked on any more, only counted. */
  private Result reportOnly(StatefulSetView set, List<Pod> pods) {
    String update = set.status().path("updateRevision").asText("");
    StatefulSetObservation seen = observe(set, set.currentRevision(), update, pods);
    report(set, StatefulSetStatuses.status(seen, set.collisionCount(), 0));
    return Result.done();
  }

  private StatefulSetObservation observe(
      StatefulSetView set, String current, String update, List<Pod> pods) {
    Map<String, PersistentVolumeClaim> byName = new HashMap<>();
    if (!set.claimTemplates().isEmpty()) {
      for (PersistentVolumeClaim claim : claims.list(set.namespace())) {
        byName.put(claim.getMetadata().getName(), claim);
      }
    }
    return StatefulSetObservation.of(set, current, update, pods, byName, clock.instant());
  }

  /** How far a plan was carried out. */
  private record Done(int updatesBegun, @Nullable RuntimeException failure) {}

  private Done act(StatefulSetObservation seen, RevisionHistory.Chosen chosen)
      throws InterruptedException {
    int updatesBegun = 0;
    for (List<StatefulSetAction> stage : StatefulSetPlanner.plan(seen)) {
      try {
        SlowStart.each(stage, action -> actuator.act(seen.set(), chosen, action));
      } catch (RuntimeException e) {
        return new Done(updatesBegun, e);
      }
      updatesBegun += (int) stage.stream().filter(a -> beginsUpdate(a, chosen)).count();
    }
    return new Done(updatesBegun, null);
  }

  private static boolean beginsUpdate(StatefulSetAction action, RevisionHistory.Chosen chosen) {
    return action instanceof StatefulSetAction.DeletePod(Pod pod, StatefulSetAction.Reason reason)
        && reason == StatefulSetAction.Reason.UPDATED
        && PodState.revision(pod).equals(chosen.currentName());
  }

  private static Set<String> live(RevisionHistory.Chosen chosen, List<Pod> pods) {
    Set<String> live = new HashSet<>();
    live.add(chosen.currentName());
    live.add(chosen.updateName());
    pods.forEach(pod -> live.add(PodState.revision(pod)));
    return live;
  }

  private void report(StatefulSetView set, ObjectNode status) {
    if (!StatefulSetStatuses.differs(set.status(), status)) {
      return;
    }
    ObjectNode tree = set.tree().deepCopy();
    tree.set("status", status);
    try {
      ObjectNode answer = client.updateStatus(Kinds.STATEFUL_SETS.raw(), tree);
      writes.wrote(set.metadata().key(), sets, answer);
    } catch (ApiFailure e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }
}
