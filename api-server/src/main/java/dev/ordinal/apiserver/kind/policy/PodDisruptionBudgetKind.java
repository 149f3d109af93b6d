package dev.ordinal.apiserver.kind.policy;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** PodDisruptionBudget. */
public final class PodDisruptionBudgetKind {

  private PodDisruptionBudgetKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("policy", "v1", "PodDisruptionBudget")
        .rules(new PodDisruptionBudgetRules())
        .plural("poddisruptionbudgets")
        .shortNames("pdb")
        .subresources("status")
        .columns(
            Columns.NAME,
            Columns.text(
                "Min Available",
                "Least number of pods that must be available.",
                b -> Tree.at(b, "spec", "minAvailable").asText("N/A")),
            Columns.text(
                "Max Unavailable",
                "Largest number of pods that may be unavailable.",
                b -> Tree.at(b, "spec", "maxUnavailable").asText("N/A")),
            Columns.integer(
                "Allowed Disruptions",
                "Number of pods that may be disrupted now.",
                b -> Tree.number(b, "status", "disruptionsAllowed")),
            Columns.AGE)
        .build();
  }
}
