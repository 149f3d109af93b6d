package dev.ordinal.nodeagent.runtime;

import java.util.List;
import java.util.Map;

/**
 * The node's share in the cluster's network, fed from the API by the agent's logic.
 *
 * <p>Threads: safe from any thread; the calls return when the change is in force.
 */
public interface NodeNetwork {

  /** The address of this node in the cluster's network, its {@code InternalIP}. */
  String nodeAddress();

  /**
   * The other nodes' pod ranges and the node addresses behind which they are ({@code 10.244.2.0/24
   * -> 172.30.0.2}); replaces what was given before. This node's own range may be among them.
   */
  void routes(Map<String, String> nodesByPodRange);

  /**
   * The services to offer on this node, all of them; replaces what was given before. Connections
   * that are open stay open.
   */
  void services(List<ServiceEntry> services);
}
