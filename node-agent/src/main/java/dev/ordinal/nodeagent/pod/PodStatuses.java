package dev.ordinal.nodeagent.pod;

import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.container.Waiting;
import dev.ordinal.nodeagent.step.PodContext;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HostIP;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Comparator;
import java.util.List;

/** The whole status of a pod, from what the agent knows. Pure. */
final class PodStatuses {

  private PodStatuses() {}

  /** Without transition times: those depend on what was reported before. */
  static PodStatus of(PodContext context) {
    PodStatus status = new PodStatus();
    status.setPhase(PodPhase.of(context).text());
    status.setQosClass(Pods.qosClass(context.pod()));
    status.setObservedGeneration(context.pod().getMetadata().getGeneration());
    if (context.startTime != null) {
      status.setStartTime(ContainerStatuses.time(context.startTime));
    }
    context
        .refusal()
        .ifPresent(
            refusal -> {
              status.setReason(refusal.reason());
              status.setMessage(refusal.message());
            });
    if (context.refusal().isPresent()
        && context.containers().stream().noneMatch(record -> record.current().isPresent())) {
      return status;
    }
    addresses(context, status);
    Waiting idle = PodPhase.idle(context);
    status.setInitContainerStatuses(
        context.containers().stream()
            .filter(
                record ->
                    record.kind() == ContainerKind.INIT || record.kind() == ContainerKind.SIDECAR)
            .map(record -> ContainerStatuses.of(record, idle))
            .toList());
    status.setContainerStatuses(statuses(context, ContainerKind.APP, idle));
    status.setEphemeralContainerStatuses(statuses(context, ContainerKind.EPHEMERAL, idle));
    status.setConditions(PodConditions.of(context, status));
    return status;
  }

  private static List<ContainerStatus> statuses(
      PodContext context, ContainerKind kind, Waiting idle) {
    return context.containers(kind).stream()
        .map(record -> ContainerStatuses.of(record, idle))
        .sorted(Comparator.comparing(ContainerStatus::getName))
        .toList();
  }

  private static void addresses(PodContext context, PodStatus status) {
    status.setHostIP(context.node().nodeIp());
    status.setHostIPs(List.of(new HostIP(context.node().nodeIp())));
    String ip = context.address().podIp();
    PodStatus stored = context.pod().getStatus();
    if (ip.isEmpty() && !context.hasSandbox() && stored != null && stored.getPodIP() != null) {
      ip = stored.getPodIP();
    }
    if (!ip.isEmpty()) {
      status.setPodIP(ip);
      status.setPodIPs(List.of(new PodIP(ip)));
    }
  }
}
