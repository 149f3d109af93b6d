package dev.ordinal.controller.scheduler.state;

import dev.ordinal.controller.model.Labels;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.List;
import java.util.Map;

/** The terms of pod affinity and which pods they choose. */
public final class AffinityTerms {
  private AffinityTerms() {}

  /** The required affinity terms of a pod. */
  public static List<PodAffinityTerm> required(PodFacts pod) {
    Affinity affinity = pod.pod().getSpec().getAffinity();
    return affinity == null || affinity.getPodAffinity() == null
        ? List.of()
        : affinity.getPodAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
  }

  /** The required anti-affinity terms of a pod. */
  public static List<PodAffinityTerm> requiredAnti(PodFacts pod) {
    Affinity affinity = pod.pod().getSpec().getAffinity();
    return affinity == null || affinity.getPodAntiAffinity() == null
        ? List.of()
        : affinity.getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
  }

  /** The preferred affinity terms of a pod. */
  public static List<WeightedPodAffinityTerm> preferred(PodFacts pod) {
    Affinity affinity = pod.pod().getSpec().getAffinity();
    return affinity == null || affinity.getPodAffinity() == null
        ? List.of()
        : affinity.getPodAffinity().getPreferredDuringSchedulingIgnoredDuringExecution();
  }

  /** The preferred anti-affinity terms of a pod. */
  public static List<WeightedPodAffinityTerm> preferredAnti(PodFacts pod) {
    Affinity affinity = pod.pod().getSpec().getAffinity();
    return affinity == null || affinity.getPodAntiAffinity() == null
        ? List.of()
        : affinity.getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution();
  }

  /** Whether a term of the owner chooses another pod. */
  public static boolean chooses(
      PodAffinityTerm term, PodFacts owner, PodFacts other, ClusterState cluster) {
    return inNamespaces(term, owner, other, cluster)
        && Labels.matches(term.getLabelSelector(), Labels.of(other.pod()));
  }

  private static boolean inNamespaces(
      PodAffinityTerm term, PodFacts owner, PodFacts other, ClusterState cluster) {
    if (term.getNamespaces().isEmpty() && term.getNamespaceSelector() == null) {
      return owner.namespace().equals(other.namespace());
    }
    return term.getNamespaces().contains(other.namespace())
        || Labels.matches(
            term.getNamespaceSelector(),
            cluster.namespaces().getOrDefault(other.namespace(), Map.of()));
  }
}
