package dev.ordinal.nodeagent;

import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ListOptions;
import dev.ordinal.nodeagent.api.ClusterApi;
import dev.ordinal.nodeagent.api.KubeClusterApi;
import dev.ordinal.nodeagent.api.RecordedPodEvents;
import dev.ordinal.nodeagent.node.LeaseRenewer;
import dev.ordinal.nodeagent.node.Machine;
import dev.ordinal.nodeagent.node.NetworkFeeder;
import dev.ordinal.nodeagent.node.NodeIdentity;
import dev.ordinal.nodeagent.node.NodeRegistrar;
import dev.ordinal.nodeagent.pod.PodDispatcher;
import dev.ordinal.nodeagent.pod.PodView;
import dev.ordinal.nodeagent.probe.Prober;
import dev.ordinal.nodeagent.runtime.PodRuntime;
import dev.ordinal.nodeagent.server.KubeletServer;
import dev.ordinal.nodeagent.step.NodeServices;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: registers it, runs its pods, serves the kubelet's interface.
 *
 * <p>Threads: {@link #start} blocks until the node is Ready and the pods that were left are
 * adopted; {@link #close} leaves pods running, {@link #shutDown} ends them. The constructor binds
 * the port.
 */
public final class NodeAgent implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NodeAgent.class);
  private static final Duration LEASE_PERIOD = Duration.ofSeconds(10);
  private static final Duration SYNC_PATIENCE = Duration.ofDays(1);

  private static final Duration ADOPTION_PATIENCE = Duration.ofSeconds(20);

  private final CountDownLatch adopted = new CountDownLatch(1);
  private final PodRuntime runtime;
  private final KubeClient client;
  private final EventRecorder events;
  private final NodeRegistrar registrar;
  private final LeaseRenewer lease;
  private final Informer<Service> services;
  private final Informer<Pod> pods;
  private final NetworkFeeder network;
  private final PodDispatcher dispatcher;
  private final KubeletServer server;

  /**
   * An agent that is not started.
   *
   * @param runtime is closed with the agent
   * @throws IOException when the port is taken or a file of the server cannot be read
   */
  public NodeAgent(NodeAgentConfig config, PodRuntime runtime) throws IOException {
    Clock clock = Clock.systemUTC();
    String name = config.node().name();
    this.runtime = runtime;
    this.client = new KubeClient(config.cluster(), "kubelet/v1.36.4");
    this.events = new EventRecorder(client, "kubelet", name);
    this.services = new Informer<>(client, Kinds.SERVICES);
    this.network = new NetworkFeeder(client, services, runtime::network, name);
    this.server = new KubeletServer(config.server(), new Subject(), runtime, this::metrics);
    NodeIdentity identity =
        new NodeIdentity(
            name, config.node().internalIp(), config.node().podCidr(), server.address().getPort());
    this.registrar =
        new NodeRegistrar(
            client, identity, new Machine(config.rootDir()), runtime::images, events, clock);
    this.lease = new LeaseRenewer(client, registrar, name, LEASE_PERIOD, clock);
    ClusterApi api = new KubeClusterApi(client, services, registrar::node);
    this.dispatcher =
        new PodDispatcher(
            new NodeServices(
                name,
                identity.internalIp(),
                runtime,
                api,
                new RecordedPodEvents(events),
                new Prober(runtime),
                clock,
                config.rootDir(),
                config.volumesDir(),
                config.dns(),
                this::activePods));
    this.pods =
        new Informer<>(client, Kinds.PODS, null, ListOptions.fields("spec.nodeName=" + name))
            .handler(dispatcher::changed);
  }

  /** Where the kubelet's interface listens. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** Registers the node, adopts pods, and begins to follow the cluster. */
  public void start() throws InterruptedException {
    network.start();
    registrar.register();
    lease.start();
    pods.start();
    network.awaitSync(SYNC_PATIENCE);
    pods.awaitSync(SYNC_PATIENCE);
    dispatcher.start(pods::list);
    adopted.countDown();
    log.info(
        "node {} is ready, {} pods",
        registrar.node().map(node -> node.getMetadata().getName()).orElse(""),
        pods.list().size());
  }

  private List<Pod> activePods() {
    return dispatcher.views().stream().filter(view -> !view.terminal()).map(PodView::pod).toList();
  }

  private String metrics() {
    List<PodView> views = dispatcher.views();
    long running =
        views.stream()
            .flatMap(view -> view.containers().values().stream())
            .filter(PodView.Runs::running)
            .count();
    return "# TYPE kubelet_running_pods gauge\nkubelet_running_pods "
        + views.stream().filter(view -> !view.terminal()).count()
        + "\n# TYPE kubelet_running_containers gauge\nkubelet_running_containers "
        + running
        + "\n";
  }

  /**
   * Ends all processes as a machine does that is switched off, then stops; the API keeps the pods.
   */
  public void shutDown(Duration grace) throws InterruptedException {
    registrar.shuttingDown();
    dispatcher.shutDown(grace);
    close();
  }

  /** Stops the agent; pods go on. */
  @Override
  public void close() {
    dispatcher.close();
    pods.close();
    network.close();
    lease.close();
    server.close();
    events.close();
    client.close();
    runtime.close();
  }

  /** What the interface may see of the agent. */
  private final class Subject implements KubeletServer.Subject {
    @Override
    public Optional<PodView> pod(String namespace, String name) {
      awaitAdoption();
      return dispatcher.view(namespace, name);
    }

    /** A request that comes while a new agent still adopts its pods is early, not wrong. */
    private void awaitAdoption() {
      try {
        if (!adopted.await(ADOPTION_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          log.warn("pods are not adopted yet");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public List<PodView> pods() {
      return dispatcher.views();
    }

    @Override
    public Optional<Node> node() {
      return registrar.node();
    }
  }
}
