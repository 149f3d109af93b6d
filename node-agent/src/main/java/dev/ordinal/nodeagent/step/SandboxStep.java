package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import dev.ordinal.nodeagent.runtime.SandboxSpec;
import dev.ordinal.nodeagent.runtime.SandboxState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Sysctl;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pod's namespaces and its address. */
final class SandboxStep implements PodStep {

  private static final Duration RETRY = Duration.ofSeconds(2);

  @Override
  public StepResult start(PodContext context) {
    if (context.hasSandbox()) {
      return StepResult.DONE;
    }
    boolean ranBefore =
        context.containers().stream().anyMatch(record -> record.current().isPresent());
    if (context.sandbox().isPresent() || ranBefore) {
      context
          .node()
          .events()
          .normal(
              context.pod(),
              "SandboxChanged",
              "Pod sandbox changed, it will be killed and re-created.");
    }
    try {
      SandboxState sandbox = context.node().runtime().runSandbox(spec(context.pod()));
      context.sandbox(sandbox);
      warnOfLimits(context, sandbox);
    } catch (RuntimeFailure e) {
      context
          .node()
          .events()
          .warning(
              context.pod(),
              "FailedCreatePodSandBox",
              "Failed to create pod sandbox: " + e.getMessage());
      context.wakeAfter(RETRY);
      return StepResult.WAIT;
    }
    context.containers().forEach(record -> record.outdated = runsAgain(context, record));
    return StepResult.DONE;
  }

  /** Init containers run again in a new sandbox; others unless they have ended for good. */
  static boolean runsAgain(PodContext context, ContainerRecord record) {
    return record.current().isPresent()
        && (record.kind() == ContainerKind.INIT || !context.isFinal(record));
  }

  private static void warnOfLimits(PodContext context, SandboxState sandbox) {
    String limits =
        IsolationLimits.of(context.pod(), sandbox.ip(), context.node().runtime().capabilities());
    if (!limits.isEmpty()) {
      context.node().events().warning(context.pod(), "IsolationLimited", limits);
    }
  }

  @Override
  public void stop(PodContext context) {
    context.node().runtime().stopSandbox(context.uid());
    context.node().runtime().removeSandbox(context.uid());
  }

  private static SandboxSpec spec(Pod pod) {
    Map<String, String> sysctls = new LinkedHashMap<>();
    if (pod.getSpec().getSecurityContext() != null) {
      for (Sysctl sysctl : pod.getSpec().getSecurityContext().getSysctls()) {
        sysctls.put(sysctl.getName(), sysctl.getValue());
      }
    }
    return new SandboxSpec(
        pod.getMetadata().getUid(),
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        Pods.hostname(pod),
        Pods.hostNetwork(pod),
        Boolean.TRUE.equals(pod.getSpec().getShareProcessNamespace()),
        sysctls);
  }
}
