package dev.ordinal.apiserver.kind.volume;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** StorageClass. */
public final class StorageClassKind {

  private StorageClassKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("storage.k8s.io", "v1", "StorageClass")
        .rules(new StorageClassRules())
        .plural("storageclasses")
        .clusterScoped()
        .shortNames("sc")
        .columns(
            new Column(
                Columns.NAME.name(),
                "string",
                "name",
                Columns.NAME.description(),
                0,
                (c, now) -> TextNode.valueOf(nameAndDefault(c))),
            Columns.field("Provisioner", "Who makes the volumes.", "provisioner"),
            Columns.text(
                "ReclaimPolicy",
                "Reclaim policy of the volumes made.",
                c -> or(Tree.text(c, "reclaimPolicy"), "Delete")),
            Columns.text(
                "VolumeBindingMode",
                "When volumes are made and bound.",
                c -> or(Tree.text(c, "volumeBindingMode"), "Immediate")),
            new Column(
                "AllowVolumeExpansion",
                "string",
                "",
                "Whether claims can grow.",
                0,
                (c, now) -> BooleanNode.valueOf(Tree.truth(c, "allowVolumeExpansion"))),
            Columns.AGE)
        .build();
  }

  private static String nameAndDefault(ObjectNode storageClass) {
    String name = Tree.text(storageClass, "metadata", "name");
    return StorageClassNames.isDefault(storageClass) ? name + " (default)" : name;
  }

  private static String or(String text, String fallback) {
    return text.isEmpty() ? fallback : text;
  }
}
