package dev.ordinal.nodeagent.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The strategic merge patch from one status to another. Pure. */
final class StatusPatch {

  private static final List<String> OWNED =
      List.of(
          "phase",
          "reason",
          "message",
          "hostIP",
          "hostIPs",
          "podIP",
          "podIPs",
          "startTime",
          "qosClass",
          "observedGeneration",
          "initContainerStatuses",
          "containerStatuses",
          "ephemeralContainerStatuses");

  private StatusPatch() {}

  /**
   * The patch; empty when nothing has changed.
   *
   * @param stored the status as the API has it, with its conditions' transition times
   * @param wanted the new one, whose conditions have none
   * @param now the transition time of what changes
   */
  static ObjectNode between(JsonNode stored, ObjectNode wanted, String now) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    for (String field : OWNED) {
      JsonNode before = stored.path(field);
      JsonNode after = wanted.path(field);
      boolean gone = isAbsent(after);
      boolean wasGone = isAbsent(before);
      if ((gone && wasGone) || before.equals(after)) {
        continue;
      }
      if (gone) {
        patch.putNull(field);
      } else if (field.equals("podIPs") && !wasGone) {
        patch.set(field, replacement(after));
      } else {
        patch.set(field, after);
      }
    }
    conditions(stored.path("conditions"), wanted.path("conditions"), patch, now);
    return patch;
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty());
  }

  /** podIPs merge by address: an old one has to be put out. */
  private static ArrayNode replacement(JsonNode after) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    list.addObject().put("$patch", "replace");
    after.forEach(list::add);
    return list;
  }

  private static void conditions(JsonNode stored, JsonNode wanted, ObjectNode patch, String now) {
    ArrayNode changed = JsonNodeFactory.instance.arrayNode();
    for (JsonNode condition : wanted) {
      JsonNode before = find(stored, condition.path("type").asText());
      if (isSame(before, condition)) {
        continue;
      }
      ObjectNode update = condition.deepCopy();
      boolean moved = !before.path("status").equals(condition.path("status"));
      update.put("lastTransitionTime", moved ? now : before.path("lastTransitionTime").asText(now));
      for (String optional : List.of("reason", "message")) {
        if (!update.has(optional) && before.has(optional)) {
          update.putNull(optional);
        }
      }
      changed.add(update);
    }
    if (!changed.isEmpty()) {
      patch.set("conditions", changed);
    }
  }

  private static boolean isSame(JsonNode before, JsonNode after) {
    for (String field : List.of("status", "reason", "message")) {
      if (!before.path(field).asText("").equals(after.path(field).asText(""))) {
        return false;
      }
    }
    return before.path("observedGeneration").asLong() == after.path("observedGeneration").asLong();
  }

  private static JsonNode find(JsonNode conditions, String type) {
    for (JsonNode condition : conditions) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }
}
