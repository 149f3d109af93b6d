package dev.ordinal.nodeagent.pod;

import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.step.PodContext;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The five conditions that an agent owns. Pure. */
final class PodConditions {

  private PodConditions() {}

  /** In upstream's order. */
  static List<PodCondition> of(PodContext context, PodStatus status) {
    List<PodCondition> conditions = new ArrayList<>();
    conditions.add(condition("PodReadyToStartContainers", context.hasSandbox(), null, null));
    conditions.add(initialized(context, status));
    PodCondition containersReady = containersReady(context, status);
    conditions.add(ready(context, containersReady));
    conditions.add(containersReady);
    conditions.add(condition("PodScheduled", true, null, null));
    Long generation = context.pod().getMetadata().getGeneration();
    conditions.forEach(condition -> condition.setObservedGeneration(generation));
    return conditions;
  }

  private static PodCondition initialized(PodContext context, PodStatus status) {
    if (status.getPhase().equals("Succeeded")) {
      return condition("Initialized", true, "PodCompleted", null);
    }
    List<String> incomplete = new ArrayList<>();
    for (ContainerRecord record : context.containers()) {
      boolean pending =
          switch (record.kind()) {
            case INIT ->
                record.outdated || record.exit().filter(exit -> exit.code() == 0).isEmpty();
            case SIDECAR -> !record.started && !hasAppRun(context);
            case APP, EPHEMERAL -> false;
          };
      if (pending) {
        incomplete.add(record.name());
      }
    }
    if (incomplete.isEmpty()) {
      return condition("Initialized", true, null, null);
    }
    return condition(
        "Initialized",
        false,
        "ContainersNotInitialized",
        "containers with incomplete status: " + goList(incomplete));
  }

  private static boolean hasAppRun(PodContext context) {
    return context.containers(ContainerKind.APP).stream()
        .anyMatch(record -> record.current().isPresent());
  }

  private static PodCondition containersReady(PodContext context, PodStatus status) {
    Optional<PodCondition> ended = ended("ContainersReady", status.getPhase());
    if (ended.isPresent()) {
      return ended.get();
    }
    List<String> unready = new ArrayList<>();
    for (ContainerStatus container : allStatuses(status)) {
      boolean counts =
          context
              .container(container.getName())
              .filter(
                  record ->
                      record.kind() == ContainerKind.APP || record.kind() == ContainerKind.SIDECAR)
              .isPresent();
      if (counts && !Boolean.TRUE.equals(container.getReady())) {
        unready.add(container.getName());
      }
    }
    if (unready.isEmpty()) {
      return condition("ContainersReady", true, null, null);
    }
    return condition(
        "ContainersReady",
        false,
        "ContainersNotReady",
        "containers with unready status: " + goList(unready));
  }

  private static List<ContainerStatus> allStatuses(PodStatus status) {
    List<ContainerStatus> all = new ArrayList<>(status.getInitContainerStatuses());
    all.addAll(status.getContainerStatuses());
    return all;
  }

  private static Optional<PodCondition> ended(String type, String phase) {
    return switch (phase) {
      case "Succeeded" -> Optional.of(condition(type, false, "PodCompleted", null));
      case "Failed" -> Optional.of(condition(type, false, "PodFailed", null));
      default -> Optional.empty();
    };
  }

  private static PodCondition ready(PodContext context, PodCondition containersReady) {
    if (!containersReady.getStatus().equals("True")) {
      return condition("Ready", false, containersReady.getReason(), containersReady.getMessage());
    }
    List<String> open = new ArrayList<>();
    for (PodReadinessGate gate : context.pod().getSpec().getReadinessGates()) {
      openGate(context, gate.getConditionType()).ifPresent(open::add);
    }
    if (open.isEmpty()) {
      return condition("Ready", true, null, null);
    }
    return condition("Ready", false, "ReadinessGatesNotReady", String.join(", ", open));
  }

  private static Optional<String> openGate(PodContext context, String type) {
    PodStatus stored = context.pod().getStatus();
    if (stored != null) {
      for (PodCondition condition : stored.getConditions()) {
        if (condition.getType().equals(type)) {
          return condition.getStatus().equals("True")
              ? Optional.empty()
              : Optional.of(
                  "the status of pod readiness gate \""
                      + type
                      + "\" is not \"True\", but "
                      + condition.getStatus());
        }
      }
    }
    return Optional.of(
        "corresponding condition of pod readiness gate \"" + type + "\" does not exist.");
  }

  private static PodCondition condition(
      String type, boolean status, @Nullable String reason, @Nullable String message) {
    PodCondition condition = new PodCondition();
    condition.setType(type);
    condition.setStatus(status ? "True" : "False");
    condition.setReason(reason);
    condition.setMessage(message);
    return condition;
  }

  private static String goList(List<String> names) {
    return "[" + String.join(" ", names) + "]";
  }
}
