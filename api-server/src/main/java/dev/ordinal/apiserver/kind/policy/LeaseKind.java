package dev.ordinal.apiserver.kind.policy;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;

/** Lease. */
public final class LeaseKind {

  private LeaseKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("coordination.k8s.io", "v1", "Lease")
        .plural("leases")
        .columns(
            Columns.NAME,
            Columns.field("Holder", "Who holds the lease.", "spec", "holderIdentity"),
            Columns.AGE)
        .build();
  }
}
