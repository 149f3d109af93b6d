package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Cells;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.table.HumanDuration;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** CronJob. */
public final class CronJobKind {

  private CronJobKind() {}

  /** The definition. */
  public static ResourceType type() {
    List<Column> template =
        Cells.templateColumns("spec", "jobTemplate", "spec", "template", "spec");
    return ResourceTypeBuilder.kind("batch", "v1", "CronJob")
        .rules(new CronJobRules())
        .plural("cronjobs")
        .shortNames("cj")
        .categories("all")
        .subresources("status")
        .columns(
            Columns.NAME,
            Columns.field("Schedule", "When it runs.", "spec", "schedule"),
            Columns.text(
                "Timezone",
                "Time zone of the schedule.",
                c -> Tree.has(c, "spec", "timeZone") ? Tree.text(c, "spec", "timeZone") : "<none>"),
            new Column(
                "Suspend",
                "boolean",
                "",
                "Whether it is suspended.",
                0,
                (c, now) -> TextNode.valueOf(suspend(c))),
            Columns.integer("Active", "Jobs that run.", c -> Tree.at(c, "status", "active").size()),
            Columns.timed(
                "Last Schedule",
                "Time since it last ran.",
                (c, now) -> {
                  String last = Tree.text(c, "status", "lastScheduleTime");
                  return last.isEmpty() ? "<none>" : HumanDuration.since(last, now);
                }),
            Columns.AGE,
            template.getFirst(),
            template.getLast(),
            Columns.wide(
                Columns.text(
                    "Selector",
                    "The pods that its jobs count.",
                    c -> Cells.selector(Tree.at(c, "spec", "jobTemplate", "spec", "selector")))))
        .build();
  }

  private static String suspend(ObjectNode job) {
    if (!Tree.has(job, "spec", "suspend")) {
      return "<unset>";
    }
    return Tree.truth(job, "spec", "suspend") ? "True" : "False";
  }
}
