package dev.ordinal.apiserver.kind.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.table.HumanDuration;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Event: one stored kind, in the core group's form, served by two groups. The cells read the core
 * form.
 */
public final class EventKind {

  private EventKind() {}

  /** The definition in the core group. */
  public static ResourceType core() {
    return definition("")
        .selectable("involvedObject.kind")
        .selectable("involvedObject.namespace")
        .selectable("involvedObject.name")
        .selectable("involvedObject.uid")
        .selectable("involvedObject.apiVersion")
        .selectable("involvedObject.resourceVersion")
        .selectable("involvedObject.fieldPath")
        .selectable("reason")
        .selectable("reportingComponent")
        .selectable("source", e -> source(e, "component", "reportingComponent"))
        .selectable("type")
        .build();
  }

  /** The definition in the events.k8s.io group. */
  public static ResourceType events() {
    return definition("events.k8s.io")
        .storedAs("")
        .selectable("regarding.kind")
        .selectable("regarding.namespace")
        .selectable("regarding.name")
        .selectable("regarding.uid")
        .selectable("reason")
        .selectable("reportingController")
        .selectable("type")
        .build();
  }

  private static ResourceTypeBuilder definition(String group) {
    return ResourceTypeBuilder.kind(group, "v1", "Event")
        .rules(new EventRules(group.isEmpty()))
        .plural("events")
        .shortNames("ev")
        .columns(
            columns().stream()
                .map(column -> group.isEmpty() ? column : onCoreForm(column))
                .toArray(Column[]::new));
  }

  private static Column onCoreForm(Column column) {
    return new Column(
        column.name(),
        column.type(),
        column.format(),
        column.description(),
        column.priority(),
        (event, now) -> column.cell().apply(EventForms.toCore(event), now));
  }

  private static List<Column> columns() {
    return List.of(
        Columns.timed("Last Seen", "Time since the last occurrence.", EventKind::lastSeen),
        Columns.field("Type", "Normal or Warning.", "type"),
        Columns.field("Reason", "Why it happened, for machines.", "reason"),
        Columns.text("Object", "What it happened to.", EventKind::target),
        Columns.wide(
            Columns.field("Subobject", "Part of the object.", "involvedObject", "fieldPath")),
        Columns.wide(Columns.text("Source", "Who reported it.", EventKind::reporter)),
        Columns.text("Message", "What happened, for people.", e -> Tree.text(e, "message").strip()),
        Columns.wide(
            Columns.timed("First Seen", "Time since the first occurrence.", EventKind::firstSeen)),
        Columns.wide(count()),
        Columns.wide(Columns.NAME));
  }

  private static Column count() {
    return Columns.integer(
        "Count",
        "Number of occurrences.",
        event ->
            Tree.has(event, "series")
                ? Tree.number(event, "series", "count")
                : Math.max(1, Tree.number(event, "count")));
  }

  private static String firstSeen(ObjectNode event, Instant now) {
    String first = Tree.text(event, "firstTimestamp");
    return HumanDuration.since(first.isEmpty() ? Tree.text(event, "eventTime") : first, now);
  }

  private static String lastSeen(ObjectNode event, Instant now) {
    if (Tree.has(event, "series")) {
      return HumanDuration.since(Tree.text(event, "series", "lastObservedTime"), now);
    }
    String last = Tree.text(event, "lastTimestamp");
    return last.isEmpty() ? firstSeen(event, now) : HumanDuration.since(last, now);
  }

  private static String target(ObjectNode event) {
    JsonNode involved = event.path("involvedObject");
    String kind = Tree.text(involved, "kind").toLowerCase(Locale.ROOT);
    String name = Tree.text(involved, "name");
    return name.isEmpty() ? kind : kind + "/" + name;
  }

  private static String reporter(ObjectNode event) {
    String component = source(event, "component", "reportingComponent");
    String instance = source(event, "host", "reportingInstance");
    return instance.isEmpty() ? component : component + ", " + instance;
  }

  private static String source(ObjectNode event, String oldField, String newField) {
    String old = Tree.text(event, "source", oldField);
    return old.isEmpty() ? Tree.text(event, newField) : old;
  }
}
