package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.probe.ProbeKind;
import dev.ordinal.nodeagent.probe.ProbeLoop;
import dev.ordinal.nodeagent.probe.ProbeTarget;
import dev.ordinal.nodeagent.runtime.ContainerState;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks running containers, and acts on the verdicts. */
final class ProbesStep implements PodStep {

  @Override
  public StepResult start(PodContext context) {
    for (ContainerRecord record : context.containers()) {
      boolean probed = record.kind() == ContainerKind.APP || record.kind() == ContainerKind.SIDECAR;
      if (probed && record.isRunning() && !record.stopping) {
        watch(context, record);
      }
    }
    return StepResult.DONE;
  }

  @Override
  public void stop(PodContext context) {
    context.stopProbes();
  }

  /** Starts the probes of a container that runs, once per run and per gate passed. */
  static void watch(PodContext context, ContainerRecord record) {
    if (record.postStartRunning) {
      return;
    }
    ContainerState run = record.current().orElseThrow();
    Optional<Probe> startup = ProbeKind.STARTUP.of(record.spec());
    if (startup.isPresent() && !record.started) {
      begin(context, record, run, ProbeKind.STARTUP, startup.get());
      return;
    }
    record.started = true;
    Optional<Probe> readiness = ProbeKind.READINESS.of(record.spec());
    if (readiness.isEmpty()) {
      record.ready = true;
    }
    readiness.ifPresent(probe -> begin(context, record, run, ProbeKind.READINESS, probe));
    ProbeKind.LIVENESS
        .of(record.spec())
        .ifPresent(probe -> begin(context, record, run, ProbeKind.LIVENESS, probe));
  }

  private static void begin(
      PodContext context, ContainerRecord record, ContainerState run, ProbeKind kind, Probe probe) {
    String key = run.runtimeId() + "/" + kind;
    if (context.probes.containsKey(key)) {
      return;
    }
    ProbeLoop loop =
        new ProbeLoop(
            context.node().prober(),
            kind,
            probe,
            new ProbeTarget(run.id(), record.spec(), context.address().podIp()),
            Duration.between(run.startedAt(), context.now()),
            new Verdicts(context, record));
    context.probes.put(key, new ArrayList<>(List.of(loop)));
    loop.start();
  }

  /** Ends the probes of a run that has ended. */
  static void forget(PodContext context, ContainerState run) {
    context
        .probes
        .entrySet()
        .removeIf(
            entry -> {
              boolean ours = entry.getKey().startsWith(run.runtimeId() + "/");
              if (ours) {
                entry.getValue().forEach(ProbeLoop::close);
              }
              return ours;
            });
  }

  /** Brings the answers to the worker. */
  private record Verdicts(PodContext context, ContainerRecord record)
      implements ProbeLoop.Listener {

    @Override
    public void failedOnce(ProbeKind kind, ProbeTarget target, String message) {
      context.onWorker(
          () -> {
            if (isCurrent(target)) {
              context
                  .node()
                  .events()
                  .warning(
                      context.pod(),
                      record.fieldPath(),
                      "Unhealthy",
                      kind.title() + " probe failed: " + message);
            }
          });
    }

    @Override
    public void verdict(ProbeKind kind, ProbeTarget target, boolean success) {
      context.onWorker(
          () -> {
            if (isCurrent(target)) {
              apply(kind, success);
            }
          });
    }

    private boolean isCurrent(ProbeTarget target) {
      return record.isRunning()
          && !record.stopping
          && record.current().orElseThrow().id().equals(target.id());
    }

    private void apply(ProbeKind kind, boolean success) {
      if (kind == ProbeKind.READINESS) {
        record.ready = success;
      } else if (!success) {
        kill(kind);
      } else if (kind == ProbeKind.STARTUP) {
        record.started = true;
      }
    }

    private void kill(ProbeKind kind) {
      Long own = kind.of(record.spec()).map(Probe::getTerminationGracePeriodSeconds).orElse(null);
      Duration grace = own == null ? ContainerStopper.specGrace(context) : Duration.ofSeconds(own);
      ContainerStopper.stop(
          context,
          record,
          grace,
          "Container "
              + record.name()
              + " failed "
              + kind.title().toLowerCase(Locale.ROOT)
              + " probe, will be restarted");
    }
  }
}
