package dev.ordinal.apiserver.kind.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.Map;

/**
 * The two forms of an event. Stored is the core group's; a request to the events.k8s.io group is
 * turned into it on the way in, and back on the way out.
 */
public final class EventForms {

  /** Field names, events.k8s.io to core; all others are the same in both. */
  private static final Map<String, String> TO_CORE =
      Map.of(
          "regarding", "involvedObject",
          "note", "message",
          "reportingController", "reportingComponent",
          "deprecatedSource", "source",
          "deprecatedFirstTimestamp", "firstTimestamp",
          "deprecatedLastTimestamp", "lastTimestamp",
          "deprecatedCount", "count");

  private EventForms() {}

  /** The core form of an events.k8s.io event; a new tree. */
  public static ObjectNode toCore(ObjectNode event) {
    ObjectNode core = event.objectNode();
    event
        .properties()
        .forEach(e -> core.set(TO_CORE.getOrDefault(e.getKey(), e.getKey()), e.getValue()));
    core.put("apiVersion", "v1");
    return core;
  }

  /** The events.k8s.io form of a core event; a new tree. */
  public static ObjectNode toEvents(ObjectNode core) {
    ObjectNode event = core.objectNode();
    for (Map.Entry<String, JsonNode> field : core.properties()) {
      event.set(newName(field.getKey()), field.getValue());
    }
    event.put("apiVersion", "events.k8s.io/v1");
    if (!Tree.has(event, "eventTime")) {
      event.putNull("eventTime");
    }
    return event;
  }

  private static String newName(String coreName) {
    return TO_CORE.entrySet().stream()
        .filter(e -> e.getValue().equals(coreName))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(coreName);
  }
}
