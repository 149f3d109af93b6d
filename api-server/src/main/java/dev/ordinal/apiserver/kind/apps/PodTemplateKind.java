package dev.ordinal.apiserver.kind.apps;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Cells;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** PodTemplate. */
public final class PodTemplateKind {

  private PodTemplateKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "PodTemplate")
        .rules(new PodTemplateRules())
        .plural("podtemplates")
        .columns(
            Columns.NAME,
            Columns.text(
                "Containers",
                "Names of the containers.",
                t -> Cells.containerNames(Tree.at(t, "template", "spec"))),
            Columns.text("Images", "Images.", t -> Cells.images(Tree.at(t, "template", "spec"))),
            Columns.text(
                "Pod Labels",
                "Labels of the pods.",
                t -> Cells.labels(Tree.at(t, "template", "metadata", "labels"))))
        .build();
  }
}
