package dev.ordinal.apiserver.kind.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Cells;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** PersistentVolume. */
public final class PersistentVolumeKind {

  private PersistentVolumeKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "PersistentVolume")
        .rules(new VolumeRules())
        .plural("persistentvolumes")
        .clusterScoped()
        .shortNames("pv")
        .subresources("status")
        .columns(
            Columns.NAME,
            Columns.field("Capacity", "Size.", "spec", "capacity", "storage"),
            Columns.text(
                "Access Modes",
                "Ways in which it can be mounted.",
                v -> Cells.accessModes(Tree.at(v, "spec", "accessModes"))),
            Columns.field(
                "Reclaim Policy",
                "What happens when the claim is gone.",
                "spec",
                "persistentVolumeReclaimPolicy"),
            Columns.text("Status", "Phase.", Cells::phase),
            Columns.text("Claim", "The claim it is bound to.", PersistentVolumeKind::claim),
            Columns.text("StorageClass", "Class.", StorageClassNames::of),
            Columns.text(
                "VolumeAttributesClass",
                "Attributes class.",
                v -> PersistentVolumeClaimKind.orUnset(v, "volumeAttributesClassName")),
            Columns.field("Reason", "Why the phase is what it is.", "status", "reason"),
            Columns.AGE,
            Columns.wide(
                Columns.text(
                    "VolumeMode",
                    "Block or Filesystem.",
                    v -> PersistentVolumeClaimKind.orUnset(v, "volumeMode"))))
        .build();
  }

  private static String claim(ObjectNode volume) {
    return Tree.object(volume, "spec", "claimRef")
        .map(ref -> Tree.text(ref, "namespace") + "/" + Tree.text(ref, "name"))
        .orElse("");
  }
}
