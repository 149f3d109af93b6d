package dev.ordinal.apiserver.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;
import java.util.Optional;

/** Where a node's agent listens. */
record AgentAddress(String host, int port) {

  /** Upstream's {@code --kubelet-preferred-address-types}. */
  private static final List<String> PREFERRED =
      List.of("Hostname", "InternalDNS", "InternalIP", "ExternalDNS", "ExternalIP");

  private static final int USUAL_PORT = 10250;

  static Optional<AgentAddress> of(ObjectNode node) {
    int port = (int) Tree.number(node, "status", "daemonEndpoints", "kubeletEndpoint", "Port");
    for (String type : PREFERRED) {
      Optional<ObjectNode> address = Tree.find(Tree.at(node, "status", "addresses"), "type", type);
      if (address.isPresent()) {
        return Optional.of(
            new AgentAddress(Tree.text(address.get(), "address"), port == 0 ? USUAL_PORT : port));
      }
    }
    return Optional.empty();
  }
}
