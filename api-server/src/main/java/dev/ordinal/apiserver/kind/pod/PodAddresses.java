package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;

/** Keeps {@code status.podIP} and the first of {@code status.podIPs} the same. */
final class PodAddresses {

  private PodAddresses() {}

  static void mirror(ObjectNode pod) {
    if (!(pod.get("status") instanceof ObjectNode status)) {
      return;
    }
    String single = Tree.text(status, "podIP");
    String first = Tree.text(Tree.at(status, "podIPs").path(0), "ip");
    if (first.isEmpty() && !single.isEmpty()) {
      Tree.ensureArray(status, "podIPs").removeAll().addObject().put("ip", single);
    } else if (!first.isEmpty()) {
      status.put("podIP", first);
    }
  }
}
