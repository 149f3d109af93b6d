package dev.ordinal.cluster;

import dev.ordinal.apiserver.ApiServer;
import dev.ordinal.apiserver.ApiServerConfig;
import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.KubeConfig;
import dev.ordinal.cluster.local.AgentProcess;
import dev.ordinal.cluster.pki.ClusterPki;
import dev.ordinal.cluster.pki.Kubeconfig;
import dev.ordinal.cluster.process.Trees;
import dev.ordinal.controller.ControllerConfig;
import dev.ordinal.controller.ControllerManager;
import dev.ordinal.dns.DnsServer;
import dev.ordinal.dns.DnsServerConfig;
import dev.ordinal.nodeagent.node.NodeIdentity;
import dev.ordinal.nodeagent.simulate.SimulatedNode;
import dev.ordinal.storage.memory.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A cluster inside this JVM, for tests: API server, controllers and DNS on ports of the kernel's
 * choice, everything in memory. Nodes run real pods, in one child JVM, unless they are asked to
 * only report pods as ready.
 *
 * {@snippet :
 * try (Cluster cluster = Cluster.builder().nodes(2).start()) {
 *   Path kubeconfig = cluster.kubeconfig();
 * }
 * }
 *
 * <p>Threads: a cluster may be used from any thread and closed once; many clusters may live in one
 * JVM.
 */
public final class Cluster implements AutoCloseable {

  private final Path directory;
  private final ClusterPki pki;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final List<String> nodes = new ArrayList<>();
  private final ApiServer apiServer;
  private final DnsServer dns;

  private Cluster(Builder builder) throws IOException, InterruptedException {
    directory = Files.createTempDirectory("ordinal-cluster");
    pki = new ClusterPki(directory.resolve("pki"));
    try {
      pki.ensure(AgentProcess.serverNames(), AgentProcess.identities(builder.nodes));
      MemoryStore store = own(new MemoryStore());
      apiServer = own(new ApiServer(apiServerConfig(builder.featureGates), store));
      apiServer.start();
      Kubeconfig.merge(kubeconfig(), "ordinal", apiServerUrl().toString(), pki, "admin");
      ControllerManager controllers =
          own(
              new ControllerManager(
                  ControllerConfig.embedded(
                      identity("controller"),
                      Files.createDirectories(directory.resolve("volumes")))));
      controllers.start();
      dns = own(new DnsServer(DnsServerConfig.loopback(), identity("dns")));
      dns.start();
      startNodes(builder);
    } catch (IOException | InterruptedException | RuntimeException e) {
      closeParts(e);
      Trees.delete(directory);
      throw e;
    }
  }

  /** What a cluster is made of may be said before it starts. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects what a cluster is to be made of. */
  public static final class Builder {

    private int nodes = 1;
    private boolean simulated;
    private FeatureGates featureGates = FeatureGates.defaults();

    private Builder() {}

    /** How many nodes; 0 for none, one unless said. */
    public Builder nodes(int count) {
      nodes = count;
      return this;
    }

    /**
     * Lets nodes report pods as ready without running them: no namespaces, no processes, for tests
     * of what the API and the controllers do.
     */
    public Builder simulatedNodes() {
      simulated = true;
      return this;
    }

    /**
     * Switches features as upstream's {@code --feature-gates} does: {@code Name=true,Other=false}.
     */
    public Builder featureGates(String flag) {
      featureGates = FeatureGates.parse(flag);
      return this;
    }

    /** Starts the cluster and returns when its nodes are registered. */
    public Cluster start() throws IOException, InterruptedException {
      return new Cluster(this);
    }
  }

  /** A kubeconfig file of the administrator, for kubectl and every client library. */
  public Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  /** Where the API is served. */
  public URI apiServerUrl() {
    return URI.create("https://127.0.0.1:" + apiServer.address().getPort());
  }

  /** Where DNS is served, by UDP and TCP. */
  public InetSocketAddress dns() {
    return dns.address();
  }

  /** The nodes' names. */
  public List<String> nodes() {
    return List.copyOf(nodes);
  }

  /** Stops the parts in reverse order and deletes the cluster's directory. */
  @Override
  public void close() throws IOException {
    closeParts(null);
    Trees.delete(directory);
  }

  private ApiServerConfig apiServerConfig(FeatureGates featureGates) {
    return new ApiServerConfig(
        new ApiServerConfig.Bind(InetAddress.getLoopbackAddress(), 0),
        new ApiServerConfig.Tls(
            pki.certificate("apiserver"), pki.key("apiserver"), pki.authority()),
        new ApiServerConfig.Kubelet(
            pki.certificate("apiserver-kubelet-client"),
            pki.key("apiserver-kubelet-client"),
            pki.authority()),
        new ApiServerConfig.ServiceAccounts(
            pki.serviceAccountKey(), pki.serviceAccountPublicKey(), ApiServerConfig.DEFAULT_ISSUER),
        ApiServerConfig.Network.DEFAULT,
        featureGates);
  }

  private void startNodes(Builder builder) throws IOException, InterruptedException {
    List<NodeIdentity> identities =
        IntStream.rangeClosed(1, builder.nodes)
            .mapToObj(
                n ->
                    new NodeIdentity(
                        "node-" + n, "172.30.0." + (n + 1), "10.244." + n + ".0/24", 0))
            .toList();
    if (builder.simulated) {
      for (NodeIdentity identity : identities) {
        KubeClient client =
            own(new KubeClient(identity("node-" + identity.name()), "ordinal-simulated-node"));
        own(new SimulatedNode(client, identity)).start();
      }
    } else if (builder.nodes > 0) {
      own(
          AgentProcess.start(
              directory, builder.nodes, apiServer.address().getPort(), dns.address().getPort()));
    }
    identities.forEach(identity -> nodes.add(identity.name()));
  }

  private KubeConfig identity(String leaf) throws IOException {
    Path file = directory.resolve("kubeconfig-" + leaf);
    if (!Files.exists(file)) {
      Kubeconfig.merge(file, leaf, apiServerUrl().toString(), pki, leaf);
    }
    return KubeConfig.load(file);
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  private void closeParts(@org.jspecify.annotations.Nullable Exception reason) {
    List<Exception> failures = new ArrayList<>();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (reason != null) {
      failures.forEach(reason::addSuppressed);
    } else if (!failures.isEmpty()) {
      IllegalStateException failure =
          new IllegalStateException("a part of the cluster did not close");
      failures.forEach(failure::addSuppressed);
      throw failure;
    }
  }
}
