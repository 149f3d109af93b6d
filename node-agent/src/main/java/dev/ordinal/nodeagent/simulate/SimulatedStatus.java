package dev.ordinal.nodeagent.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.node.NodeIdentity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The status of a pod that runs and is ready. Pure, but for its made-up identifiers. */
final class SimulatedStatus {

  private SimulatedStatus() {}

  static ObjectNode running(Pod pod, NodeIdentity node, String address, Instant at) {
    String now = at.truncatedTo(ChronoUnit.SECONDS).toString();
    Long generation = pod.getMetadata().getGeneration();
    ObjectNode status = Json.object();
    if (generation != null) {
      status.put("observedGeneration", generation);
    }
    status.put("phase", "Running");
    ArrayNode conditions = status.putArray("conditions");
    for (String type :
        List.of(
            "PodReadyToStartContainers",
            "Initialized",
            "Ready",
            "ContainersReady",
            "PodScheduled")) {
      ObjectNode condition = conditions.addObject().put("type", type).put("status", "True");
      condition.put("lastTransitionTime", now);
      if (generation != null) {
        condition.put("observedGeneration", generation);
      }
    }
    status.put("hostIP", node.internalIp());
    status.putArray("hostIPs").addObject().put("ip", node.internalIp());
    status.put("podIP", address);
    status.putArray("podIPs").addObject().put("ip", address);
    status.put("startTime", now);
    status.put("qosClass", Pods.qosClass(pod));
    if (!pod.getSpec().getInitContainers().isEmpty()) {
      ArrayNode inits = status.putArray("initContainerStatuses");
      pod.getSpec()
          .getInitContainers()
          .forEach(init -> container(inits.addObject(), init, now, !Pods.isSidecar(init)));
    }
    ArrayNode containers = status.putArray("containerStatuses");
    pod.getSpec()
        .getContainers()
        .forEach(app -> container(containers.addObject(), app, now, false));
    return status;
  }

  private static void container(ObjectNode status, Container spec, String now, boolean ended) {
    String id = "ordinal://" + UUID.randomUUID().toString().replace("-", "");
    status.put("name", spec.getName());
    ObjectNode state = status.putObject("state");
    if (ended) {
      state
          .putObject("terminated")
          .put("exitCode", 0)
          .put("reason", "Completed")
          .put("startedAt", now)
          .put("finishedAt", now)
          .put("containerID", id);
    } else {
      state.putObject("running").put("startedAt", now);
    }
    status.putObject("lastState");
    status.put("ready", true);
    status.put("restartCount", 0);
    status.put("image", spec.getImage());
    status.put("imageID", "");
    status.put("containerID", id);
    status.put("started", !ended);
  }
}
