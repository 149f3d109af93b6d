package dev.ordinal.nodeagent.step;

import dev.ordinal.client.ApiFailure;
import dev.ordinal.nodeagent.container.ConfigError;
import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.container.EnvironmentBuilder;
import dev.ordinal.nodeagent.container.Expansion;
import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.container.SecuritySpecs;
import dev.ordinal.nodeagent.container.Waiting;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerSpec;
import dev.ordinal.nodeagent.runtime.ContainerSpec.SecuritySpec;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.Image;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import io.fabric8.kubernetes.api.model.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Starts a container, or notes why it cannot be started yet and when to try again. */
final class ContainerStarter {

  private static final String CANNOT_RUN = "RunContainerError";
  // How soon upstream's kubelet looks at a pod again after something in it has ended.
  private static final Duration SYNC = Duration.ofSeconds(1);
  private static final Duration CONFIG_RETRY = Duration.ofSeconds(3);
  private static final String DEFAULT_MESSAGE_PATH = "/dev/termination-log";

  private ContainerStarter() {}

  /** Starts the container unless it runs, has ended for good, or must wait. */
  static void ensureRunning(PodContext context, ContainerRecord record) {
    if (record.isRunning() || record.stopping || context.isFinal(record)) {
      return;
    }
    if (mustWait(context, record)) {
      return;
    }
    Optional<Image> image = ImagePuller.pull(context, record);
    if (image.isEmpty()) {
      return;
    }
    try {
      start(context, record, image.get());
    } catch (ConfigError e) {
      waits(context, record, e.reason(), String.valueOf(e.getMessage()));
      context.wakeAfter(CONFIG_RETRY);
    } catch (ApiFailure e) {
      waits(context, record, "CreateContainerConfigError", String.valueOf(e.getMessage()));
      context.wakeAfter(CONFIG_RETRY);
    } catch (RuntimeFailure e) {
      if (e.reason().equals(CANNOT_RUN)) {
        endedAtOnce(context, record, image.get(), e);
        return;
      }
      record.startFailedAt = context.now();
      record.restarts.next(context.now());
      waits(context, record, e.reason(), String.valueOf(e.getMessage()));
      context.wakeAfter(record.restarts.delay());
    }
  }

  /**
   * A program that cannot be run counts as a run that ended with code 128, as upstream's runtimes
   * report it: it is restarted, backed off and given up like any other.
   */
  private static void endedAtOnce(
      PodContext context, ContainerRecord record, Image image, RuntimeFailure failure) {
    String message = String.valueOf(failure.getMessage());
    Instant now = context.now();
    record.startedAs(
        new ContainerState(
            new ContainerId(context.uid(), record.name(), record.nextAttempt()),
            image.reference(),
            image.id(),
            UUID.randomUUID().toString().replace("-", ""),
            0,
            now,
            Optional.of(new ContainerState.Exit(128, "StartError", message, now))));
    record.imageAtStart = record.spec().getImage();
    context
        .node()
        .events()
        .warning(context.pod(), record.fieldPath(), "Failed", "Error: " + message);
    if (!context.isFinal(record)) {
      record.waiting(new Waiting(failure.reason(), message));
    }
    context.wakeAfter(SYNC);
  }

  /** The delay between restarts; the first restart is free. */
  private static boolean mustWait(PodContext context, ContainerRecord record) {
    Instant failedAt =
        record.startFailedAt != null
            ? record.startFailedAt
            : record
                .exit()
                .filter(exit -> !record.outdated)
                .map(ContainerState.Exit::finishedAt)
                .orElse(null);
    if (failedAt == null) {
      return false;
    }
    Duration remaining = record.restarts.remaining(failedAt, context.now());
    if (!remaining.isPositive()) {
      return false;
    }
    context.wakeAfter(remaining);
    if (!record.waiting().map(Waiting::reason).orElse("").equals("CrashLoopBackOff")
        && record.startFailedAt == null) {
      crashLoop(context, record);
    }
    return true;
  }

  private static void crashLoop(PodContext context, ContainerRecord record) {
    String pod = Pods.describe(context.pod());
    context
        .node()
        .events()
        .warning(
            context.pod(),
            record.fieldPath(),
            "BackOff",
            "Back-off restarting failed container " + record.name() + " in pod " + pod);
    record.waiting(
        new Waiting(
            "CrashLoopBackOff",
            "back-off "
                + goDuration(record.restarts.delay())
                + " restarting failed container="
                + record.name()
                + " pod="
                + pod));
  }

  private static String goDuration(Duration time) {
    return time.toMinutes() > 0
        ? time.toMinutes() + "m" + time.toSecondsPart() + "s"
        : time.toSeconds() + "s";
  }

  private static void waits(
      PodContext context, ContainerRecord record, String reason, String message) {
    Waiting why = new Waiting(reason, message);
    if (!record.waiting().equals(Optional.of(why))) {
      context
          .node()
          .events()
          .warning(context.pod(), record.fieldPath(), "Failed", "Error: " + message);
    }
    record.waiting(why);
  }

  private static void start(PodContext context, ContainerRecord record, Image image) {
    ContainerSpec spec = spec(context, record, image);
    if (record.exit().isPresent() && !record.outdated) {
      record.restarts.next(context.now());
    }
    record.dropPrevious().ifPresent(context.node().runtime()::removeContainer);
    ContainerState state = context.node().runtime().startContainer(spec);
    record.startedAs(state);
    record.imageAtStart = record.spec().getImage();
    var events = context.node().events();
    events.normal(context.pod(), record.fieldPath(), "Created", "Container created");
    events.normal(context.pod(), record.fieldPath(), "Started", "Container started");
    Hooks.postStart(context, record);
  }

  private static ContainerSpec spec(PodContext context, ContainerRecord record, Image image) {
    Container container = record.spec();
    SecuritySpec security = SecuritySpecs.of(context.pod(), container);
    SecuritySpecs.verifyNonRoot(context.pod(), container, security, image);
    var allocatable = context.allocatable();
    Map<String, String> environment =
        new EnvironmentBuilder(context.node().api(), context.pod(), context.address(), allocatable)
            .build(container);
    List<String> command = Expansion.expandAll(container.getCommand(), environment);
    List<String> args = Expansion.expandAll(container.getArgs(), environment);
    environment.putIfAbsent("HOSTNAME", Pods.hostname(context.pod()));
    String messagePath = container.getTerminationMessagePath();
    return new ContainerSpec(
        new ContainerId(context.uid(), record.name(), record.nextAttempt()),
        image,
        command,
        args,
        environment,
        Optional.ofNullable(container.getWorkingDir()).filter(dir -> !dir.isEmpty()),
        Mounts.of(context, container, environment),
        Boolean.TRUE.equals(container.getStdin()),
        Boolean.TRUE.equals(container.getStdinOnce()),
        Boolean.TRUE.equals(container.getTty()),
        security,
        SecuritySpecs.resources(
            context.pod(), container, Pods.amount(allocatable, "memory").longValue()),
        messagePath == null || messagePath.isEmpty() ? DEFAULT_MESSAGE_PATH : messagePath);
  }
}
