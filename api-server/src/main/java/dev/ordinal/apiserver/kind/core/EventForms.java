package dev.ordinal.apiserver.kind.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The two forms of an event. Stored is the core group's; what is sent to the events.k8s.io group is
 * turned into it on the way in, and back on the way out.
 */
final class EventForms {

  /** One field: its name in the core group and in events.k8s.io; in the core group's order. */
  private record Field(String core, String events) {}

  private static final List<Field> FIELDS =
      List.of(
          new Field("kind", "kind"),
          new Field("apiVersion", "apiVersion"),
          new Field("metadata", "metadata"),
          new Field("involvedObject", "regarding"),
          new Field("reason", "reason"),
          new Field("message", "note"),
          new Field("source", "deprecatedSource"),
          new Field("firstTimestamp", "deprecatedFirstTimestamp"),
          new Field("lastTimestamp", "deprecatedLastTimestamp"),
          new Field("count", "deprecatedCount"),
          new Field("type", "type"),
          new Field("eventTime", "eventTime"),
          new Field("series", "series"),
          new Field("action", "action"),
          new Field("related", "related"),
          new Field("reportingComponent", "reportingController"),
          new Field("reportingInstance", "reportingInstance"));

  /** The order in which Go writes the fields of the newer form. */
  private static final List<String> EVENTS_ORDER =
      List.of(
          "kind",
          "apiVersion",
          "metadata",
          "eventTime",
          "series",
          "reportingController",
          "reportingInstance",
          "action",
          "reason",
          "regarding",
          "related",
          "note",
          "type",
          "deprecatedSource",
          "deprecatedFirstTimestamp",
          "deprecatedLastTimestamp",
          "deprecatedCount");

  private EventForms() {}

  /** The core form of an events.k8s.io event; a new tree with the same parts. */
  static ObjectNode toCore(ObjectNode event) {
    ObjectNode core = event.objectNode();
    for (Field field : FIELDS) {
      JsonNode value = event.get(field.events());
      if (value != null) {
        core.set(field.core(), value);
      }
    }
    for (String always : List.of("involvedObject", "source")) {
      if (!core.has(always)) {
        core.putObject(always);
      }
    }
    return core.put("apiVersion", "v1");
  }

  /** The events.k8s.io form of a core event; a new tree with the same parts. */
  static ObjectNode toEvents(ObjectNode core) {
    ObjectNode event = core.objectNode();
    for (String name : EVENTS_ORDER) {
      JsonNode value =
          FIELDS.stream()
              .filter(field -> field.events().equals(name))
              .findFirst()
              .map(field -> core.get(field.core()))
              .orElse(null);
      if (value != null) {
        event.set(name, value);
      }
    }
    return event.put("apiVersion", "events.k8s.io/v1");
  }
}
