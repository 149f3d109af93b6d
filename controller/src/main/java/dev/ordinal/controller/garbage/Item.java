package dev.ordinal.controller.garbage;

import dev.ordinal.client.Metadata;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PartialObject;
import dev.ordinal.client.ResourceKind;
import java.util.List;

/** An object as the collector sees it. */
record Item(
    ResourceKind<PartialObject> kind,
    ObjectKey key,
    String uid,
    String resourceVersion,
    List<Owner> owners,
    boolean deleting,
    List<String> finalizers) {

  static final String FOREGROUND = "foregroundDeletion";
  static final String ORPHAN = "orphan";

  static Item of(ResourceKind<PartialObject> kind, PartialObject object) {
    Metadata metadata = Metadata.of(object);
    return new Item(
        kind,
        metadata.key(),
        metadata.uid(),
        metadata.resourceVersion(),
        object.metadata().getOwnerReferences().stream().map(Owner::of).toList(),
        metadata.deleting(),
        List.copyOf(object.metadata().getFinalizers()));
  }

  /** Being deleted, and waiting for the dependents that block it. */
  boolean waitsForDependents() {
    return deleting && finalizers.contains(FOREGROUND);
  }

  /** Being deleted, and its dependents are to be freed first. */
  boolean orphans() {
    return deleting && finalizers.contains(ORPHAN);
  }

  @Override
  public String toString() {
    return kind + " " + key;
  }
}
