package dev.ordinal.nodeagent.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import dev.ordinal.nodeagent.node.Machine;
import dev.ordinal.nodeagent.pod.PodView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The node's figures: {@code /stats/summary}, as far as they are known. */
final class Summary {

  private Summary() {}

  static ObjectNode of(KubeletServer.Subject subject, Instant at) {
    String now = at.truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectNode summary = Json.object();
    ObjectNode node = summary.putObject("node");
    subject.node().ifPresent(object -> node.put("nodeName", object.getMetadata().getName()));
    long total = Machine.memoryKibibytes() * 1024;
    long available = Machine.availableKibibytes() * 1024;
    node.putObject("memory")
        .put("time", now)
        .put("availableBytes", available)
        .put("usageBytes", total - available)
        .put("workingSetBytes", total - available);
    ArrayNode pods = summary.putArray("pods");
    for (PodView view : subject.pods()) {
      ObjectNode pod = pods.addObject();
      pod.putObject("podRef")
          .put("name", view.pod().getMetadata().getName())
          .put("namespace", view.pod().getMetadata().getNamespace())
          .put("uid", view.pod().getMetadata().getUid());
      ArrayNode containers = pod.putArray("containers");
      view.containers().keySet().forEach(name -> containers.addObject().put("name", name));
    }
    return summary;
  }
}
