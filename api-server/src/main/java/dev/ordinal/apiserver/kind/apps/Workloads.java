package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.pod.PodDefaults;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** The rules of Deployment, ReplicaSet and DaemonSet, with their tables of defaults. */
final class Workloads {

  static final WorkloadRules DEPLOYMENT =
      new WorkloadRules(
          "Deployment",
          Defaults.table()
              .pointer("spec!.replicas", 1)
              .rule("spec!.template!", PodDefaults::applyToTemplate)
              .value("spec!.strategy!.type", "RollingUpdate")
              .rule("spec!.strategy!", s -> rolling(s, "25%", "25%"))
              .pointer("spec!.revisionHistoryLimit", 10)
              .pointer("spec!.progressDeadlineSeconds", 600)
              .build(),
          "empty selector is invalid for deployment",
          Workloads::deployment);

  static final WorkloadRules REPLICA_SET =
      new WorkloadRules(
          "ReplicaSet",
          Defaults.table()
              .pointer("spec!.replicas", 1)
              .rule("spec!.template!", PodDefaults::applyToTemplate)
              .build(),
          "empty selector is invalid for deployment",
          (spec, errors) -> {});

  static final WorkloadRules DAEMON_SET =
      new WorkloadRules(
          "DaemonSet",
          Defaults.table()
              .rule("spec!.template!", PodDefaults::applyToTemplate)
              .value("spec!.updateStrategy!.type", "RollingUpdate")
              .rule("spec!.updateStrategy!", Workloads::daemonStrategy)
              .pointer("spec!.revisionHistoryLimit", 10)
              .build(),
          "empty selector is invalid for daemonset",
          Workloads::daemonSet);

  private Workloads() {}

  private static void rolling(ObjectNode strategy, String unavailable, String surge) {
    if (!Tree.text(strategy, "type").equals("RollingUpdate")) {
      return;
    }
    ObjectNode rolling = Tree.ensureObject(strategy, "rollingUpdate");
    if (!Tree.has(rolling, "maxUnavailable")) {
      rolling.put("maxUnavailable", unavailable);
    }
    if (!Tree.has(rolling, "maxSurge")) {
      rolling.put("maxSurge", surge);
    }
  }

  private static void daemonStrategy(ObjectNode strategy) {
    if (!Tree.text(strategy, "type").equals("RollingUpdate")) {
      return;
    }
    ObjectNode rolling = Tree.ensureObject(strategy, "rollingUpdate");
    if (!Tree.has(rolling, "maxUnavailable")) {
      rolling.put("maxUnavailable", 1);
    }
    if (!Tree.has(rolling, "maxSurge")) {
      rolling.put("maxSurge", 0);
    }
  }

  private static void deployment(JsonNode spec, Errors errors) {
    JsonNode strategy = Tree.at(spec, "strategy");
    String path = "spec.strategy";
    JsonNode rolling = Tree.at(strategy, "rollingUpdate");
    switch (Tree.text(strategy, "type")) {
      case "Recreate" -> {
        if (!rolling.isMissingNode()) {
          errors.forbidden(
              path + ".rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
        }
      }
      case "RollingUpdate" -> {
        JsonNode unavailable = Tree.at(rolling, "maxUnavailable");
        JsonNode surge = Tree.at(rolling, "maxSurge");
        IntOrPercent.validate(unavailable, path + ".rollingUpdate.maxUnavailable", errors);
        IntOrPercent.validate(surge, path + ".rollingUpdate.maxSurge", errors);
        if (IntOrPercent.number(unavailable) == 0 && IntOrPercent.number(surge) == 0) {
          errors.invalid(
              path + ".rollingUpdate.maxUnavailable",
              unavailable,
              "may not be 0 when `maxSurge` is 0");
        }
        IntOrPercent.atMost100Percent(unavailable, path + ".rollingUpdate.maxUnavailable", errors);
      }
      default ->
          errors.notSupported(
              path + ".type", Tree.text(strategy, "type"), List.of("Recreate", "RollingUpdate"));
    }
    errors.nonNegative(spec, "spec", "revisionHistoryLimit");
    errors.nonNegative(spec, "spec", "progressDeadlineSeconds");
    long deadline = Tree.number(spec, "progressDeadlineSeconds");
    if (Tree.has(spec, "progressDeadlineSeconds")
        && deadline <= Tree.number(spec, "minReadySeconds")) {
      errors.invalid(
          "spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
    }
  }

  private static void daemonSet(JsonNode spec, Errors errors) {
    String type = Tree.text(spec, "updateStrategy", "type");
    if (!type.equals("OnDelete") && !type.equals("RollingUpdate")) {
      errors.notSupported("spec.updateStrategy", type, List.of("RollingUpdate", "OnDelete"));
    }
    errors.nonNegative(spec, "spec", "revisionHistoryLimit");
  }
}
