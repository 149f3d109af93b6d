package dev.ordinal.controller.scheduler;

import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.Metadata;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.ControllerLoop;
import dev.ordinal.controller.runtime.ControllerSpec;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The scheduler's loop, and which changes are worth another look at the pods that wait. */
public final class Scheduler implements Controller {
  private final ControllerLoop loop;
  private final WaitingPods waiting;
  private final Assumptions assumptions = new Assumptions();
  private final SchedulerWriter writer;
  private final EventRecorder events;
  private final Informer<Pod> pods;

  /** The scheduler over the context's caches. */
  public Scheduler(ControllerContext context) {
    this.events = context.events(SchedulerReconciler.NAME);
    this.waiting = new WaitingPods(context.clock());
    this.pods = context.informers().of(Kinds.PODS).handler(assumptions::podChanged);
    this.writer =
        new SchedulerWriter(
            context.client(), events, context.clock(), assumptions, this::bindingFailed);
    this.loop =
        ControllerSpec.named(SchedulerReconciler.NAME)
            .forKind(Kinds.PODS)
            .reconciledBy(
                context, new SchedulerReconciler(context, assumptions, waiting, writer, events));
    follow(context.informers().of(Kinds.NODES).handler(this::nodeChanged));
    follow(context.informers().of(Kinds.CLAIMS).handler(this::claimChanged));
    follow(
        context.informers().of(Kinds.PERSISTENT_VOLUMES).handler((a, b) -> wake(this::hasClaims)));
    follow(context.informers().of(Kinds.STORAGE_CLASSES).handler((a, b) -> wake(this::hasClaims)));
    follow(context.informers().of(Kinds.NAMESPACES));
    pods.handler(this::podChanged);
  }

  private void follow(Informer<?> informer) {
    loop.needs(informer);
  }

  private void bindingFailed(ObjectKey pod) {
    loop.enqueue(pod);
  }

  private void nodeChanged(@Nullable Node before, @Nullable Node now) {
    boolean heartbeat =
        before != null
            && now != null
            && Objects.equals(before.getSpec(), now.getSpec())
            && Labels.of(before).equals(Labels.of(now))
            && Objects.equals(
                before.getStatus().getAllocatable(), now.getStatus().getAllocatable());
    if (!heartbeat) {
      wake(pod -> true);
    }
  }

  private void podChanged(@Nullable Pod before, @Nullable Pod now) {
    if (now == null || !isOnNode(now)) {
      if (before != null && isOnNode(before)) {
        wake(pod -> true);
      }
    } else if (before == null || !isOnNode(before) || !Labels.of(before).equals(Labels.of(now))) {
      wake(this::caresAboutPods);
    }
  }

  private static boolean isOnNode(Pod pod) {
    return Pods.isScheduled(pod) && !Pods.isTerminal(pod);
  }

  private void claimChanged(
      @Nullable PersistentVolumeClaim before, @Nullable PersistentVolumeClaim now) {
    PersistentVolumeClaim claim = now == null ? before : now;
    if (claim != null) {
      Metadata metadata = Metadata.of(claim);
      wake(
          pod ->
              pod.getMetadata().getNamespace().equals(metadata.namespace())
                  && Pods.claimNames(pod).contains(metadata.name()));
    }
  }

  private boolean hasClaims(Pod pod) {
    return !Pods.claimNames(pod).isEmpty();
  }

  private boolean caresAboutPods(Pod pod) {
    return pod.getSpec().getAffinity() != null
        || !pod.getSpec().getTopologySpreadConstraints().isEmpty();
  }

  private void wake(Predicate<Pod> concerned) {
    for (ObjectKey key : waiting.all()) {
      if (pods.get(key).filter(concerned).isPresent()) {
        loop.enqueue(key);
      }
    }
  }

  @Override
  public String name() {
    return loop.name();
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void metrics(StringBuilder out) {
    loop.metrics(out);
  }

  @Override
  public void close() {
    loop.close();
    writer.close();
    events.close();
  }
}
