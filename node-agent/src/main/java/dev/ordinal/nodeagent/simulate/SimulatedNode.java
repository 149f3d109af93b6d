package dev.ordinal.nodeagent.simulate;

import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ListOptions;
import dev.ordinal.nodeagent.node.LeaseRenewer;
import dev.ordinal.nodeagent.node.Machine;
import dev.ordinal.nodeagent.node.NodeIdentity;
import dev.ordinal.nodeagent.node.NodeRegistrar;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * A node that only pretends: its pods are Running and Ready at once, with addresses but without
 * processes, and are gone as soon as they are deleted. Many fit into one JVM and may share a
 * client.
 *
 * <p>Threads: a few virtual threads of its own. {@link #start} returns when the node is Ready.
 */
public final class SimulatedNode implements AutoCloseable {

  private static final Duration LEASE_PERIOD = Duration.ofSeconds(10);

  private final NodeRegistrar registrar;
  private final LeaseRenewer lease;
  private final Informer<Pod> pods;
  private final EventRecorder events;
  private final SimulatedPods simulation;

  /**
   * A node that is not started.
   *
   * @param client stays open when the node is closed
   */
  public SimulatedNode(KubeClient client, NodeIdentity identity) {
    Clock clock = Clock.systemUTC();
    this.events = new EventRecorder(client, "kubelet", identity.name());
    Machine machine = new Machine(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    this.registrar = new NodeRegistrar(client, identity, machine, List::of, events, clock);
    this.lease = new LeaseRenewer(client, registrar, identity.name(), LEASE_PERIOD, clock);
    this.simulation = new SimulatedPods(client, identity, clock);
    this.pods =
        new Informer<>(
                client, Kinds.PODS, null, ListOptions.fields("spec.nodeName=" + identity.name()))
            .handler(simulation::changed);
  }

  /** Registers the node and begins to serve pods. */
  public void start() throws InterruptedException {
    registrar.register();
    lease.start();
    pods.start();
  }

  /**
   * Stops; the node's object and its pods stay in the API, and the node is NotReady after a while.
   */
  @Override
  public void close() {
    pods.close();
    lease.close();
    simulation.close();
    events.close();
  }
}
