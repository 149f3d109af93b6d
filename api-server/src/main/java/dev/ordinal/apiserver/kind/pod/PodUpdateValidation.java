package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What may change in a pod that exists. */
final class PodUpdateValidation {

  private static final String UPDATABLE =
      "pod updates may not change fields other than"
          + " `spec.containers[*].image`,"
          + "`spec.initContainers[*].image`,"
          + "`spec.activeDeadlineSeconds`,"
          + "`spec.tolerations` (only additions to existing tolerations),"
          + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously"
          + " negative)\n";

  private PodUpdateValidation() {}

  static void validate(ObjectNode pod, ObjectNode old, Errors errors) {
    JsonNode now = pod.path("spec");
    JsonNode before = old.path("spec");
    for (String list : List.of("containers", "initContainers")) {
      if (Tree.at(now, list).size() != Tree.at(before, list).size()) {
        errors.forbidden("spec." + list, "pod updates may not add or remove containers");
        return;
      }
    }
    if (!deadline(now, before, errors)) {
      return;
    }
    TolerationValidation.validateOnlyAdded(
        Tree.at(now, "tolerations"), Tree.at(before, "tolerations"), "spec.tolerations", errors);
    gates(now, before, errors);
    if (Tree.same(now, before)) {
      return;
    }
    ObjectNode munged = munged(now, before);
    if (!Tree.same(munged, before)) {
      errors.forbidden("spec", UPDATABLE + differences(munged, before));
    }
  }

  static void validateStatus(ObjectNode pod, ObjectNode old, Errors errors) {
    List<ObjectNode> conditions = Tree.objects(pod, "status", "conditions");
    for (int i = 0; i < conditions.size(); i++) {
      String type = Tree.text(conditions.get(i), "type");
      errors.invalidEach("metadata.conditions[" + i + "].Type", type, Names.qualifiedName(type));
    }
    String policy = Tree.text(old, "spec", "restartPolicy");
    transitions(pod, old, "containerStatuses", policy, Set.of(), errors);
    transitions(pod, old, "initContainerStatuses", policy, sidecars(old), errors);
    transitions(pod, old, "ephemeralContainerStatuses", "Never", Set.of(), errors);
  }

  private static Set<String> sidecars(ObjectNode pod) {
    return Tree.objects(pod, "spec", "initContainers").stream()
        .filter(c -> Tree.text(c, "restartPolicy").equals("Always"))
        .map(c -> Tree.text(c, "name"))
        .collect(Collectors.toSet());
  }

  /** A container that has ended for good may not come back. */
  private static void transitions(
      ObjectNode pod,
      ObjectNode old,
      String list,
      String policy,
      Set<String> exempt,
      Errors errors) {
    if (policy.equals("Always")) {
      return;
    }
    List<ObjectNode> before = Tree.objects(old, "status", list);
    for (int i = 0; i < before.size(); i++) {
      JsonNode terminated = Tree.at(before.get(i), "state", "terminated");
      String name = Tree.text(before.get(i), "name");
      boolean mayRestart =
          terminated.isMissingNode()
              || exempt.contains(name)
              || (policy.equals("OnFailure") && Tree.number(terminated, "exitCode") != 0);
      Optional<ObjectNode> now = Tree.find(Tree.at(pod, "status", list), "name", name);
      if (!mayRestart && now.isPresent() && !Tree.has(now.get(), "state", "terminated")) {
        errors.forbidden(
            "status." + list + "[" + i + "].state",
            "may not be transitioned to non-terminated state");
      }
    }
  }

  private static boolean deadline(JsonNode now, JsonNode before, Errors errors) {
    String field = "spec.activeDeadlineSeconds";
    boolean wasSet = Tree.has(before, "activeDeadlineSeconds");
    if (!Tree.has(now, "activeDeadlineSeconds")) {
      if (wasSet) {
        errors.invalid(
            field,
            Tree.at(now, "activeDeadlineSeconds"),
            "must not update from a positive integer to nil value");
      }
      return true;
    }
    long seconds = Tree.number(now, "activeDeadlineSeconds");
    List<String> problems = Names.inRange(seconds, 0, Integer.MAX_VALUE);
    problems.forEach(text -> errors.invalid(field, seconds, text));
    if (problems.isEmpty() && wasSet && Tree.number(before, "activeDeadlineSeconds") < seconds) {
      errors.invalid(field, seconds, "must be less than or equal to previous value");
      return false;
    }
    return problems.isEmpty();
  }

  private static void gates(JsonNode now, JsonNode before, Errors errors) {
    List<ObjectNode> gates = Tree.objects(now, "schedulingGates");
    for (int i = 0; i < gates.size(); i++) {
      String name = Tree.text(gates.get(i), "name");
      if (Tree.find(Tree.at(before, "schedulingGates"), "name", name).isEmpty()) {
        errors.forbidden(
            "spec.schedulingGates[" + i + "].name",
            "only deletion is allowed, but found new scheduling gate '" + name + "'");
      }
    }
  }

  /** The new spec with everything that may change set back. */
  private static ObjectNode munged(JsonNode now, JsonNode before) {
    ObjectNode munged = now.deepCopy();
    for (String list : List.of("containers", "initContainers")) {
      List<ObjectNode> containers = Tree.objects(munged, list);
      List<ObjectNode> olds = Tree.objects(before, list);
      for (int i = 0; i < containers.size(); i++) {
        Tree.copyField(olds.get(i), containers.get(i), "image");
      }
    }
    for (String field : List.of("activeDeadlineSeconds", "schedulingGates", "tolerations")) {
      Tree.copyField(before, munged, field);
    }
    if (Tree.number(before, "terminationGracePeriodSeconds") < 0
        && Tree.number(munged, "terminationGracePeriodSeconds") == 1) {
      Tree.copyField(before, munged, "terminationGracePeriodSeconds");
    }
    if (!Tree.at(before, "schedulingGates").isEmpty()) {
      Tree.copyField(before, munged, "nodeSelector");
    }
    return munged;
  }

  private static String differences(ObjectNode now, JsonNode before) {
    StringBuilder text = new StringBuilder();
    Set<String> names = new java.util.TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    now.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!Tree.same(Tree.at(now, name), Tree.at(before, name))) {
        text.append("- ").append(name).append(": ").append(Tree.at(before, name)).append('\n');
        text.append("+ ").append(name).append(": ").append(Tree.at(now, name)).append('\n');
      }
    }
    return text.toString();
  }
}
