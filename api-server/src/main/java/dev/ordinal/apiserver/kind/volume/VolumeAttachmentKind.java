package dev.ordinal.apiserver.kind.volume;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.StatusRules;
import dev.ordinal.apiserver.kind.tree.Tree;

/** VolumeAttachment. */
public final class VolumeAttachmentKind {

  private VolumeAttachmentKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("storage.k8s.io", "v1", "VolumeAttachment")
        .rules(new StatusRules() {})
        .plural("volumeattachments")
        .clusterScoped()
        .subresources("status")
        .columns(
            Columns.NAME,
            Columns.field("Attacher", "Driver that attaches.", "spec", "attacher"),
            Columns.field("PV", "Volume.", "spec", "source", "persistentVolumeName"),
            Columns.field("Node", "Node.", "spec", "nodeName"),
            Columns.truth(
                "Attached", "Whether it is attached.", a -> Tree.truth(a, "status", "attached")),
            Columns.AGE)
        .build();
  }
}
