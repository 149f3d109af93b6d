package dev.ordinal.nodeagent.process;

import dev.ordinal.nodeagent.runtime.NodeNetwork;
import dev.ordinal.nodeagent.runtime.ServiceEntry;
import java.util.List;
import java.util.Map;

/**
 * The machine's loopback as the network of all pods: every address is there already, and addresses
 * of services cannot be offered because that would change the machine.
 */
record LoopbackNetwork(String nodeAddress) implements NodeNetwork {

  @Override
  public void routes(Map<String, String> nodesByPodRange) {
    // each pod's address is on the same loopback
  }

  @Override
  public void services(List<ServiceEntry> services) {
    // said in the pod's warning
  }
}
