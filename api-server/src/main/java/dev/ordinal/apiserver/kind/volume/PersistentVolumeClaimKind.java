package dev.ordinal.apiserver.kind.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Cells;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** PersistentVolumeClaim. */
public final class PersistentVolumeClaimKind {

  private static final ClaimRules RULES = new ClaimRules();

  private PersistentVolumeClaimKind() {}

  /** Defaults of a claim, also where it stands in a set as a template. */
  public static void applyDefaults(ObjectNode claim) {
    RULES.applyDefaults(claim);
  }

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "PersistentVolumeClaim")
        .plural("persistentvolumeclaims")
        .rules(RULES)
        .shortNames("pvc")
        .subresources("status")
        .columns(
            Columns.NAME,
            Columns.text("Status", "Phase.", Cells::phase),
            Columns.field("Volume", "The volume it is bound to.", "spec", "volumeName"),
            Columns.text(
                "Capacity",
                "Size of the volume.",
                c -> isBound(c) ? Tree.text(c, "status", "capacity", "storage") : ""),
            Columns.text(
                "Access Modes",
                "Ways in which the volume can be mounted.",
                c -> isBound(c) ? Cells.accessModes(Tree.at(c, "status", "accessModes")) : ""),
            Columns.text("StorageClass", "Class.", StorageClassNames::of),
            Columns.text(
                "VolumeAttributesClass",
                "Attributes class.",
                c -> orUnset(c, "volumeAttributesClassName")),
            Columns.AGE,
            Columns.wide(
                Columns.text("VolumeMode", "Block or Filesystem.", c -> orUnset(c, "volumeMode"))))
        .build();
  }

  static String orUnset(ObjectNode object, String field) {
    return Tree.has(object, "spec", field) ? Tree.text(object, "spec", field) : "<unset>";
  }

  private static boolean isBound(ObjectNode claim) {
    return !Tree.text(claim, "spec", "volumeName").isEmpty();
  }
}
