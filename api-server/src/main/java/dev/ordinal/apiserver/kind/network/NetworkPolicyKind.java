package dev.ordinal.apiserver.kind.network;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Cells;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** NetworkPolicy. */
public final class NetworkPolicyKind {

  private NetworkPolicyKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("networking.k8s.io", "v1", "NetworkPolicy")
        .rules(NetworkRules.NETWORK_POLICY)
        .plural("networkpolicies")
        .shortNames("netpol")
        .columns(
            Columns.NAME,
            Columns.text(
                "Pod-Selector",
                "The pods it is about.",
                p -> Cells.selector(Tree.at(p, "spec", "podSelector"))),
            Columns.AGE)
        .build();
  }
}
