package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.meta.Selectors;
import dev.ordinal.apiserver.kind.pod.PodTemplates;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** Validation of stateful sets. */
final class StatefulSetValidation {

  private static final List<String> RETENTION = List.of("Retain", "Delete");
  private static final List<String> MUTABLE =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  private StatefulSetValidation() {}

  static void spec(JsonNode spec, Errors errors) {
    switch (Tree.text(spec, "podManagementPolicy")) {
      case "" -> errors.required("spec.podManagementPolicy");
      case "OrderedReady", "Parallel" -> {}
      default ->
          errors.invalid(
              "spec.podManagementPolicy",
              Tree.text(spec, "podManagementPolicy"),
              "must be 'OrderedReady' or 'Parallel'");
    }
    updateStrategy(Tree.at(spec, "updateStrategy"), errors);
    JsonNode retention = Tree.at(spec, "persistentVolumeClaimRetentionPolicy");
    for (String when : List.of("whenDeleted", "whenScaled")) {
      String policy = Tree.text(retention, when);
      if (!retention.isMissingNode() && !RETENTION.contains(policy)) {
        errors.notSupported("spec.persistentVolumeClaimRetentionPolicy." + when, policy, RETENTION);
      }
    }
    errors.nonNegative(spec, "spec", "replicas");
    errors.nonNegative(spec, "spec", "minReadySeconds");
    errors.nonNegative(Tree.at(spec, "ordinals"), "spec.ordinals", "start");
    errors.nonNegative(spec, "spec", "revisionHistoryLimit");
    JsonNode selector = Tree.at(spec, "selector");
    if (selector.isMissingNode()) {
      errors.required("spec.selector");
    } else {
      Selectors.validate(selector, "spec.selector", errors);
      if (Selectors.isEmpty(selector)) {
        errors.invalid("spec.selector", selector, "empty selector is invalid for statefulset");
      }
    }
    template(spec, selector, errors);
  }

  private static void template(JsonNode spec, JsonNode selector, Errors errors) {
    JsonNode template = spec.path("template");
    PodTemplates.validateSelected(template, selector, "spec.template", errors);
    List<String> claims =
        Tree.map(Tree.at(spec, "volumeClaimTemplates"), c -> Tree.text(c, "metadata", "name"));
    PodTemplates.validate(template, claims, "spec.template", errors);
    PodTemplates.validateRunsForEver(template, "StatefulSet", "spec.template", errors);
    String service = Tree.text(spec, "serviceName");
    if (!service.isEmpty()) {
      errors.invalidEach("spec.serviceName", service, Names.dnsLabel(service));
    }
  }

  private static void updateStrategy(JsonNode strategy, Errors errors) {
    String path = "spec.updateStrategy";
    JsonNode rolling = Tree.at(strategy, "rollingUpdate");
    switch (Tree.text(strategy, "type")) {
      case "" -> errors.required(path);
      case "OnDelete" -> {
        if (!rolling.isMissingNode()) {
          errors.invalid(
              path + ".rollingUpdate", rolling, "only allowed for updateStrategy 'RollingUpdate'");
        }
      }
      case "RollingUpdate" -> {
        errors.nonNegative(rolling, path + ".rollingUpdate", "partition");
        maxUnavailable(Tree.at(rolling, "maxUnavailable"), path, errors);
      }
      default -> errors.invalid(path, strategy, "must be 'RollingUpdate' or 'OnDelete'");
    }
  }

  private static void maxUnavailable(JsonNode value, String path, Errors errors) {
    if (value.isMissingNode()) {
      return;
    }
    String field = path + ".rollingUpdate.maxUnavailable";
    IntOrPercent.validate(value, field, errors);
    if (IntOrPercent.number(value) == 0) {
      errors.invalid(field, value, "cannot be 0");
    }
    IntOrPercent.atMost100Percent(value, field, errors);
  }

  static void update(ObjectNode set, ObjectNode old, Errors errors) {
    ObjectNode now = set.path("spec").deepCopy();
    JsonNode before = old.path("spec");
    MUTABLE.forEach(field -> Tree.copyField(before, now, field));
    if (!Tree.same(now, before)) {
      errors.forbidden(
          "spec",
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
              + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
              + " 'minReadySeconds' are forbidden");
    }
  }

  static void status(JsonNode status, JsonNode old, Errors errors) {
    for (String field :
        List.of(
            "replicas",
            "readyReplicas",
            "currentReplicas",
            "updatedReplicas",
            "availableReplicas",
            "observedGeneration",
            "collisionCount")) {
      errors.nonNegative(status, "status", field);
    }
    long replicas = Tree.number(status, "replicas");
    for (String field :
        List.of("readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas")) {
      long value = Tree.number(status, field);
      if (value > replicas) {
        errors.invalid("status." + field, value, "cannot be greater than status.replicas");
      }
    }
    long available = Tree.number(status, "availableReplicas");
    if (available > Tree.number(status, "readyReplicas")) {
      errors.invalid(
          "status.availableReplicas", available, "cannot be greater than status.readyReplicas");
    }
    long collisions = Tree.number(status, "collisionCount");
    if (collisions < Tree.number(old, "collisionCount")) {
      errors.invalid("status.collisionCount", collisions, "cannot be decremented");
    }
  }
}
