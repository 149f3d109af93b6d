package dev.ordinal.nodeagent.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.PatchType;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's heartbeat: renews its lease every ten seconds, and looks on the way whether the node's
 * status needs writing.
 *
 * <p>Threads: one virtual thread.
 */
public final class LeaseRenewer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LeaseRenewer.class);
  private static final String NAMESPACE = "kube-node-lease";
  private static final int DURATION_SECONDS = 40;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubeClient client;
  private final NodeRegistrar registrar;
  private final String name;
  private final Duration period;
  private final Clock clock;
  private volatile boolean closed;
  private boolean exists;
  private @Nullable Thread thread;

  /** With a period; upstream's is ten seconds. */
  public LeaseRenewer(
      KubeClient client, NodeRegistrar registrar, String name, Duration period, Clock clock) {
    this.client = client;
    this.registrar = registrar;
    this.name = name;
    this.period = period;
    this.clock = clock;
  }

  /** Begins to renew; the first time at once. */
  public void start() {
    thread = Thread.ofVirtual().name("lease-" + name).start(this::run);
  }

  private void run() {
    try {
      while (!closed) {
        beat();
        Thread.sleep(exists ? period : Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      log.debug("heartbeat of {} ends", name);
    }
  }

  private void beat() {
    try {
      renew();
      registrar.refresh();
    } catch (ApiFailure e) {
      exists &= !e.isNotFound();
      log.debug("heartbeat of {} failed: {}", name, e.getMessage());
    } catch (RuntimeException e) {
      log.warn("heartbeat of {} failed", name, e);
    }
  }

  private void renew() {
    if (exists) {
      ObjectNode patch = Json.object();
      patch.putObject("spec").put("renewTime", now());
      client.patch(Kinds.LEASES, NAMESPACE, name, PatchType.MERGE, patch);
      return;
    }
    if (client.find(Kinds.LEASES, NAMESPACE, name).isEmpty()) {
      client.request(
          "POST", "/apis/coordination.k8s.io/v1/namespaces/" + NAMESPACE + "/leases", lease());
    }
    exists = true;
  }

  private ObjectNode lease() {
    ObjectNode lease = Json.object();
    lease.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
    ObjectNode metadata = lease.putObject("metadata").put("name", name).put("namespace", NAMESPACE);
    Optional<Node> node = registrar.node();
    node.ifPresent(
        owner ->
            metadata
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "v1")
                .put("kind", "Node")
                .put("name", name)
                .put("uid", owner.getMetadata().getUid()));
    lease
        .putObject("spec")
        .put("holderIdentity", name)
        .put("leaseDurationSeconds", DURATION_SECONDS)
        .put("renewTime", now());
    return lease;
  }

  private String now() {
    return MICROS.format(clock.instant());
  }

  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
