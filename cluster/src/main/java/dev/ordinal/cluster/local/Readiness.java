package dev.ordinal.cluster.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.KubeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks the parts of a cluster, as any client would, whether they are ready. */
final class Readiness implements AutoCloseable {

  private final KubeClient client;
  private final int dnsPort;

  Readiness(Path kubeconfig, int dnsPort) {
    this.client = new KubeClient(KubeConfig.load(kubeconfig), "ordinal");
    this.dnsPort = dnsPort;
  }

  /** The API answers and has what every cluster begins with. */
  boolean apiIsReady() {
    try {
      client.request("GET", "/api/v1/namespaces/kube-system", null);
      return true;
    } catch (ApiFailure notYet) {
      return false;
    }
  }

  boolean nodesAreReady(List<String> names) {
    Set<String> missing = new HashSet<>(names);
    try {
      for (JsonNode node : client.request("GET", "/api/v1/nodes", null).path("items")) {
        if (isReady(node)) {
          missing.remove(node.path("metadata").path("name").asText());
        }
      }
    } catch (ApiFailure notYet) {
      return false;
    }
    return missing.isEmpty();
  }

  boolean dnsAnswers() {
    try {
      SimpleResolver resolver =
          new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), dnsPort));
      resolver.setTimeout(Duration.ofMillis(500));
      Name name = Name.fromString("kubernetes.default.svc.cluster.local.");
      Message answer = resolver.send(Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)));
      return answer.getRcode() == Rcode.NOERROR && !answer.getSection(Section.ANSWER).isEmpty();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean isReady(JsonNode node) {
    for (JsonNode condition : node.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  @Override
  public void close() {
    client.close();
  }
}
