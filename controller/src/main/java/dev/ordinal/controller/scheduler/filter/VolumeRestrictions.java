package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;

/** A claim of access mode ReadWriteOncePod serves one pod of the whole cluster. */
final class VolumeRestrictions implements NodeFilter {
  @Override
  public Verdict check(PodFacts pod, NodeState node, ClusterState cluster) {
    for (String name : Pods.claimNames(pod.pod())) {
      boolean exclusive =
          cluster
              .volumes()
              .claim(pod.namespace(), name)
              .map(claim -> claim.getSpec().getAccessModes().contains("ReadWriteOncePod"))
              .orElse(false);
      if (exclusive && cluster.pods().anyMatch(other -> uses(other, pod.namespace(), name))) {
        return Verdict.occupied(
            "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode");
      }
    }
    return Verdict.FITS;
  }

  private static boolean uses(PodFacts pod, String namespace, String claim) {
    return pod.namespace().equals(namespace) && Pods.claimNames(pod.pod()).contains(claim);
  }
}
