package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Cells;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.table.HumanDuration;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.time.Instant;
import java.util.List;

/** Job. */
public final class JobKind {

  private JobKind() {}

  /** The definition. */
  public static ResourceType type() {
    List<Column> template = Cells.templateColumns("spec", "template", "spec");
    return ResourceTypeBuilder.kind("batch", "v1", "Job")
        .rules(new JobRules())
        .plural("jobs")
        .categories("all")
        .subresources("status")
        .selectable("status.successful", j -> Long.toString(Tree.number(j, "status", "succeeded")))
        .columns(
            Columns.NAME,
            Columns.text("Status", "How far it is.", JobKind::status),
            Columns.text("Completions", "Done and wanted pods.", JobKind::completions),
            Columns.timed("Duration", "How long it ran.", JobKind::duration),
            Columns.AGE,
            template.getFirst(),
            template.getLast(),
            Columns.wide(
                Columns.text(
                    "Selector",
                    "The pods it counts.",
                    j -> Cells.selector(Tree.at(j, "spec", "selector")))))
        .build();
  }

  private static String status(ObjectNode job) {
    if (is(job, "Complete")) {
      return "Complete";
    } else if (is(job, "Failed")) {
      return "Failed";
    } else if (Tree.has(job, "metadata", "deletionTimestamp")) {
      return "Terminating";
    } else if (is(job, "Suspended")) {
      return "Suspended";
    } else if (is(job, "FailureTarget")) {
      return "FailureTarget";
    }
    return is(job, "SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";
  }

  private static boolean is(ObjectNode job, String condition) {
    return Tree.find(Tree.at(job, "status", "conditions"), "type", condition)
        .filter(c -> Tree.text(c, "status").equals("True"))
        .isPresent();
  }

  private static String completions(ObjectNode job) {
    long succeeded = Tree.number(job, "status", "succeeded");
    if (Tree.has(job, "spec", "completions")) {
      return succeeded + "/" + Tree.number(job, "spec", "completions");
    }
    long parallelism = Tree.number(job, "spec", "parallelism");
    return parallelism > 1 ? succeeded + "/1 of " + parallelism : succeeded + "/1";
  }

  private static String duration(ObjectNode job, Instant now) {
    String start = Tree.text(job, "status", "startTime");
    String end = Tree.text(job, "status", "completionTime");
    if (start.isEmpty()) {
      return "";
    }
    return HumanDuration.since(start, end.isEmpty() ? now : Instant.parse(end));
  }
}
