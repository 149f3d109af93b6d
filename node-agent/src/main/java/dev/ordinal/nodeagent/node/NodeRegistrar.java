package dev.ordinal.nodeagent.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.PatchType;
import dev.ordinal.nodeagent.runtime.Image;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the node's object and keeps its status: written when it changes, and every five minutes;
 * in between the lease shows that the node lives.
 *
 * <p>Threads: {@link #register}, {@link #refresh} and {@link #shuttingDown} exclude each other.
 */
public final class NodeRegistrar {

  private static final Logger log = LoggerFactory.getLogger(NodeRegistrar.class);
  private static final Duration HEARTBEAT = Duration.ofMinutes(5);

  private final KubeClient client;
  private final NodeIdentity identity;
  private final Machine machine;
  private final Supplier<List<Image>> images;
  private final EventRecorder events;
  private final Clock clock;
  private volatile @Nullable Node node;
  private Instant lastWritten = Instant.EPOCH;
  private boolean shuttingDown;

  /** For one node; nothing is written yet. */
  public NodeRegistrar(
      KubeClient client,
      NodeIdentity identity,
      Machine machine,
      Supplier<List<Image>> images,
      EventRecorder events,
      Clock clock) {
    this.client = client;
    this.identity = identity;
    this.machine = machine;
    this.images = images;
    this.events = events;
    this.clock = clock;
  }

  /** The node's object as last read or written. */
  public Optional<Node> node() {
    return Optional.ofNullable(node);
  }

  /** Creates or takes over the object, tries until the API server answers, and becomes Ready. */
  public synchronized void register() throws InterruptedException {
    tell("Starting", "Starting kubelet.");
    Duration delay = Duration.ofMillis(100);
    while (true) {
      try {
        createOrAdopt();
        write(true);
        break;
      } catch (ApiFailure e) {
        log.info("node {} is not registered yet: {}", identity.name(), e.getMessage());
        Thread.sleep(delay);
        delay = delay.toSeconds() < 5 ? delay.multipliedBy(2) : delay;
      }
    }
    tellStatus("NodeHasSufficientMemory");
    tellStatus("NodeHasNoDiskPressure");
    tellStatus("NodeHasSufficientPID");
    tell("NodeAllocatableEnforced", "Updated Node Allocatable limit across pods");
    tellStatus("NodeReady");
  }

  private void createOrAdopt() {
    Optional<Node> known = client.find(Kinds.NODES, null, identity.name());
    if (known.isEmpty()) {
      NodeStatus status = NodeObjects.status(identity, machine, images.get(), shuttingDown);
      stamp(status, new NodeStatus());
      try {
        node = client.create(Kinds.NODES, null, NodeObjects.node(identity, status));
        return;
      } catch (ApiFailure e) {
        if (!e.isAlreadyExists()) {
          throw e;
        }
        known = client.find(Kinds.NODES, null, identity.name());
      }
    }
    node = known.orElse(null);
    Map<String, String> labels =
        known.map(found -> found.getMetadata().getLabels()).orElse(Map.of());
    if (!labels.entrySet().containsAll(NodeObjects.labels(identity.name()).entrySet())) {
      ObjectNode patch = Json.object();
      ObjectNode wanted = patch.putObject("metadata").putObject("labels");
      NodeObjects.labels(identity.name()).forEach(wanted::put);
      node = client.patch(Kinds.NODES, null, identity.name(), PatchType.STRATEGIC, patch);
    }
  }

  /**
   * Writes the status if it has changed or the heartbeat is due; an object that is gone is made
   * anew.
   */
  public synchronized void refresh() {
    try {
      write(false);
    } catch (ApiFailure e) {
      if (e.isNotFound()) {
        createOrAdopt();
        write(true);
        return;
      }
      throw e;
    }
  }

  /** The node tells that it goes down. */
  public synchronized void shuttingDown() {
    shuttingDown = true;
    try {
      write(true);
    } catch (ApiFailure e) {
      log.debug("the API server is not told of the shutdown: {}", e.getMessage());
    }
  }

  private void write(boolean force) {
    NodeStatus wanted = NodeObjects.status(identity, machine, images.get(), shuttingDown);
    NodeStatus stored = Optional.ofNullable(node).map(Node::getStatus).orElseGet(NodeStatus::new);
    boolean due = Duration.between(lastWritten, clock.instant()).compareTo(HEARTBEAT) >= 0;
    if (!force && !due && isSame(wanted, stored)) {
      return;
    }
    stamp(wanted, stored);
    ObjectNode patch = Json.object();
    ObjectNode status = Json.tree(wanted);
    // Addresses merge by type: what is not ours any more has to go.
    ArrayNode addresses = Json.mapper().createArrayNode();
    addresses.addObject().put("$patch", "replace");
    status.path("addresses").forEach(addresses::add);
    status.set("addresses", addresses);
    patch.set("status", status);
    node = client.patch(Kinds.NODES, null, identity.name(), "status", PatchType.STRATEGIC, patch);
    lastWritten = clock.instant();
  }

  private void stamp(NodeStatus wanted, NodeStatus stored) {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    for (NodeCondition condition : wanted.getConditions()) {
      condition.setLastHeartbeatTime(now);
      condition.setLastTransitionTime(
          stored.getConditions().stream()
              .filter(before -> before.getType().equals(condition.getType()))
              .filter(before -> before.getStatus().equals(condition.getStatus()))
              .map(NodeCondition::getLastTransitionTime)
              .findFirst()
              .orElse(now));
    }
  }

  private static boolean isSame(NodeStatus wanted, NodeStatus stored) {
    boolean conditions =
        wanted.getConditions().stream()
            .allMatch(
                condition ->
                    stored.getConditions().stream().anyMatch(before -> isSame(condition, before)));
    return conditions
        && wanted.getCapacity().equals(stored.getCapacity())
        && wanted.getAddresses().equals(stored.getAddresses())
        && wanted.getDaemonEndpoints().equals(stored.getDaemonEndpoints())
        && wanted.getNodeInfo().equals(stored.getNodeInfo())
        && wanted.getImages().equals(stored.getImages());
  }

  private static boolean isSame(NodeCondition a, NodeCondition b) {
    return a.getType().equals(b.getType())
        && a.getStatus().equals(b.getStatus())
        && a.getReason().equals(b.getReason());
  }

  private void tellStatus(String what) {
    tell(what, "Node " + identity.name() + " status is now: " + what);
  }

  private void tell(String reason, String message) {
    ObjectReference about =
        new ObjectReferenceBuilder()
            .withKind("Node")
            .withName(identity.name())
            .withUid(identity.name())
            .build();
    events.record(about, "Normal", reason, message);
  }
}
