package dev.ordinal.nodeagent.pod;

import dev.ordinal.client.ApiFailure;
import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.SandboxState;
import dev.ordinal.nodeagent.step.Adoption;
import dev.ordinal.nodeagent.step.LastWords;
import dev.ordinal.nodeagent.step.NodeServices;
import dev.ordinal.nodeagent.step.PodContext;
import dev.ordinal.nodeagent.step.PodSteps;
import dev.ordinal.nodeagent.step.Termination;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything about one pod happens here, in order: an event comes in, the steps run as far as they
 * go, the status is reported.
 *
 * <p>Threads: one virtual thread per pod, asleep between events. Methods for others only put
 * something into the mailbox, which is unbounded: its senders are the informer, the runtime and the
 * pod's own probes, none of which can flood it.
 */
final class PodWorker {

  private static final Logger log = LoggerFactory.getLogger(PodWorker.class);
  private static final Duration LONGEST_SLEEP = Duration.ofDays(1);

  private final NodeServices node;
  private final PodContext context;
  private final PodSteps steps = new PodSteps();
  private final Termination termination;
  private final StatusReporter reporter;
  private final Runnable whenGone;
  private final LinkedBlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private volatile PodView view;

  // The rest belongs to the worker's thread.
  private boolean objectGone;
  private boolean done;
  private boolean completed;
  private int failures;
  private @Nullable Duration shutdownGrace;
  private final CompletableFuture<Void> shutDown = new CompletableFuture<>();

  /**
   * A worker that is not started.
   *
   * @param whenGone called on the worker's thread when nothing of the pod is left on the node
   */
  PodWorker(NodeServices node, Pod pod, @Nullable SandboxState adopted, Runnable whenGone) {
    this.node = node;
    this.context = new PodContext(node, pod, mailbox::add);
    this.termination = new Termination(context);
    this.reporter = new StatusReporter(pod);
    this.whenGone = whenGone;
    Adoption.adopt(context, adopted);
    this.view = PodView.of(context);
  }

  void start() {
    Thread.ofVirtual().name("pod-" + context.pod().getMetadata().getName()).start(this::run);
  }

  /** The pod as seen after the last event. */
  PodView view() {
    return view;
  }

  /** The object has changed. */
  void podChanged(Pod newer) {
    mailbox.add(
        () -> {
          context.pod(newer);
          reporter.seen(newer);
        });
  }

  /** The object is gone: processes end, nothing is reported. */
  void podGone() {
    mailbox.add(() -> objectGone = true);
  }

  /** A container has ended. */
  void containerExited(ContainerState state) {
    mailbox.add(() -> exited(state));
  }

  /** Ends the processes but keeps everything else; completed when that is done. */
  CompletableFuture<Void> shutDown(Duration grace) {
    mailbox.add(() -> shutdownGrace = grace);
    return shutDown;
  }

  private void run() {
    try {
      while (!done) {
        context.takeWakeTime();
        guardedSync();
        view = PodView.of(context);
        if (!done) {
          awaitEvent();
        }
      }
    } catch (InterruptedException e) {
      log.debug("worker of {} interrupted", Pods.describe(context.pod()));
    } finally {
      context.stopProbes();
      shutDown.complete(null);
    }
    whenGone.run();
  }

  /** Handles what is in the mailbox, after waiting for something or for the time that was set. */
  private void awaitEvent() throws InterruptedException {
    Instant wakeAt = context.takeWakeTime().orElse(context.now().plus(LONGEST_SLEEP));
    long millis = Math.max(1, Duration.between(context.now(), wakeAt).toMillis() + 1);
    Runnable event = mailbox.poll(millis, TimeUnit.MILLISECONDS);
    while (event != null) {
      event.run();
      event = mailbox.poll();
    }
  }

  private void guardedSync() {
    try {
      sync();
      failures = 0;
    } catch (RuntimeException e) {
      Duration delay = Duration.ofMillis(500L << Math.min(6, failures++));
      context.wakeAfter(delay);
      if (e instanceof ApiFailure) {
        log.debug("{}: {}", Pods.describe(context.pod()), e.getMessage());
      } else {
        log.warn("{} is tried again in {}", Pods.describe(context.pod()), delay, e);
      }
    }
  }

  private void sync() {
    if (shutdownGrace != null) {
      shutDownNow(shutdownGrace);
    } else if (objectGone || context.pod().getMetadata().getDeletionTimestamp() != null) {
      context.terminating = true;
      terminate();
    } else if (isOver()) {
      complete();
    } else {
      bringUp();
    }
  }

  private boolean isOver() {
    checkDeadline();
    boolean endedBeforeOurTime =
        Pods.isTerminal(context.pod())
            && context.containers().stream().noneMatch(ContainerRecord::isRunning);
    return context.isFinished() || endedBeforeOurTime;
  }

  private void checkDeadline() {
    Long seconds = context.pod().getSpec().getActiveDeadlineSeconds();
    if (seconds == null || context.startTime == null || context.refusal().isPresent()) {
      return;
    }
    Instant deadline = context.startTime.plusSeconds(seconds);
    if (context.now().isBefore(deadline)) {
      context.wakeAt(deadline);
      return;
    }
    String message = "Pod was active on the node longer than the specified deadline";
    node.events().normal(context.pod(), "DeadlineExceeded", message);
    context.refuse("DeadlineExceeded", message);
    context.wakeAfter(Duration.ZERO);
  }

  private void bringUp() {
    boolean first = context.startTime == null;
    steps.start(context);
    if (first && context.refusal().isPresent()) {
      PodContext.Refusal why = context.refusal().get();
      node.events().warning(context.pod(), why.reason(), why.message());
    }
    // The deadline counts from the start, which the first step has just set.
    checkDeadline();
    reporter.report(context);
  }

  /** The pod has ended by itself: what still runs beside it is stopped, its records stay. */
  private void complete() {
    if (!termination.advance(grace())) {
      reporter.report(context);
      return;
    }
    if (!completed) {
      node.runtime().stopSandbox(context.uid());
      context
          .sandbox()
          .ifPresent(
              state ->
                  context.sandbox(
                      new SandboxState(
                          state.podUid(),
                          state.namespace(),
                          state.name(),
                          state.ip(),
                          false,
                          state.createdAt(),
                          state.containers())));
      context.volumes().close();
      completed = true;
    }
    boolean knownHere =
        context.refusal().isPresent()
            || context.containers(ContainerKind.APP).stream()
                .anyMatch(record -> record.current().isPresent());
    if (knownHere || !Pods.isTerminal(context.pod())) {
      reporter.report(context);
    }
  }

  private void terminate() {
    boolean ended = termination.advance(grace());
    boolean reported = objectGone || reporter.report(context);
    if (!ended || !reported) {
      return;
    }
    steps.stop(context);
    if (!objectGone) {
      node.api().confirmDeletion(context.pod());
    }
    done = true;
  }

  /** A pod that asks for less time than the node has does not get more. */
  private void shutDownNow(Duration most) {
    Duration grace = grace().compareTo(most) < 0 ? grace() : most;
    if (termination.advance(grace)) {
      node.runtime().stopSandbox(context.uid());
      context.volumes().close();
      done = true;
    }
  }

  private Duration grace() {
    return Duration.ofSeconds(Pods.gracePeriodSeconds(context.pod()));
  }

  private void exited(ContainerState state) {
    Optional<ContainerRecord> record = context.container(state.id().container());
    if (record.isPresent()
        && record.get().ended(LastWords.complete(node.runtime(), record.get(), state))) {
      record.get().stopping = false;
      record.get().postStartRunning = false;
    }
  }
}
