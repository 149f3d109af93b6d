package dev.ordinal.controller.scheduler;

import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import dev.ordinal.controller.scheduler.state.NodeVolumes;
import dev.ordinal.controller.scheduler.state.PodFacts;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;

/** Takes one pod after the other, decides, and has the decision written. */
final class SchedulerReconciler implements Reconciler {
  static final String NAME = "default-scheduler";

  /** How long a pod is left alone when nothing happens; upstream's time for unschedulable pods. */
  private static final Duration AT_LATEST = Duration.ofMinutes(5);

  private final Informer<Pod> pods;
  private final ClusterReader cluster;
  private final Assumptions assumptions;
  private final WaitingPods waiting;
  private final SchedulerWriter writer;
  private final EventRecorder events;

  SchedulerReconciler(
      ControllerContext context,
      Assumptions assumptions,
      WaitingPods waiting,
      SchedulerWriter writer,
      EventRecorder events) {
    this.pods = context.informers().of(Kinds.PODS);
    this.cluster = new ClusterReader(context.informers(), assumptions);
    this.assumptions = assumptions;
    this.waiting = waiting;
    this.writer = writer;
    this.events = events;
  }

  @Override
  public Result reconcile(ObjectKey key) {
    Optional<Pod> pod = pods.get(key).filter(SchedulerReconciler::isOurs);
    if (pod.isEmpty()) {
      waiting.leave(key);
      return Result.done();
    }
    Duration pause = waiting.pause(key);
    return pause.isPositive() ? Result.retryAfter(pause) : schedule(key, PodFacts.of(pod.get()));
  }

  private static boolean isOurs(Pod pod) {
    return !Pods.isScheduled(pod)
        && !Pods.isTerminal(pod)
        && !Pods.isTerminating(pod)
        && pod.getSpec().getSchedulingGates().isEmpty()
        && NAME.equals(pod.getSpec().getSchedulerName());
  }

  private Result schedule(ObjectKey key, PodFacts pod) {
    if (assumptions.isBinding(pod.uid())) {
      return Result.done();
    }
    String assumed = assumptions.nodeOf(pod.uid()).orElse(null);
    waiting.enter(key);
    switch (SchedulerPlanner.plan(pod, cluster.read(pod), assumed)) {
      case SchedulerAction.Bind(String node) -> {
        assumptions.binding(pod, node);
        waiting.leave(key);
        writer.bind(key, pod, node);
        return Result.done();
      }
      case SchedulerAction.PrepareVolumes(String node, var volumes) -> {
        assumptions.assume(pod, node);
        prepare(pod, node, volumes);
      }
      case SchedulerAction.Refuse(String message) -> {
        assumptions.forget(pod.uid());
        waiting.attempted(key);
        events.warning(pod.pod(), "FailedScheduling", message);
        writer.refuse(pod, message);
      }
    }
    return Result.retryAfter(AT_LATEST);
  }

  private void prepare(PodFacts pod, String node, NodeVolumes volumes) {
    try {
      writer.prepare(volumes, node);
    } catch (ApiFailure e) {
      assumptions.forget(pod.uid());
      throw e;
    }
  }
}
