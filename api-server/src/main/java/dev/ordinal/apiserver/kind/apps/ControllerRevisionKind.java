package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.Locale;

/** ControllerRevision. */
public final class ControllerRevisionKind {

  private ControllerRevisionKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("apps", "v1", "ControllerRevision")
        .rules(new ControllerRevisionRules())
        .plural("controllerrevisions")
        .columns(
            Columns.NAME,
            Columns.text(
                "Controller", "The object it is a state of.", ControllerRevisionKind::controller),
            Columns.integer("Revision", "Number.", r -> Tree.number(r, "revision")),
            Columns.AGE)
        .build();
  }

  private static String controller(ObjectNode revision) {
    return Tree.objects(revision, "metadata", "ownerReferences").stream()
        .filter(ref -> Tree.truth(ref, "controller"))
        .findFirst()
        .map(ControllerRevisionKind::groupKindName)
        .orElse("<none>");
  }

  private static String groupKindName(ObjectNode ref) {
    String apiVersion = Tree.text(ref, "apiVersion");
    int slash = apiVersion.indexOf('/');
    String kind = Tree.text(ref, "kind").toLowerCase(Locale.ROOT);
    String groupKind = slash < 0 ? kind : kind + "." + apiVersion.substring(0, slash);
    return groupKind + "/" + Tree.text(ref, "name");
  }
}
