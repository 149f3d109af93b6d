package dev.ordinal.cluster.local;

import dev.ordinal.cluster.pki.ClusterPki;
import dev.ordinal.cluster.pki.Kubeconfig;
import dev.ordinal.cluster.process.Holder;
import dev.ordinal.cluster.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Nodes with real pods for a cluster whose other parts live in this JVM: a JVM cannot join a user
 * namespace, so one child JVM inside the namespaces runs all agents.
 *
 * <p>Threads: for one thread.
 */
public final class AgentProcess implements AutoCloseable {

  private static final String NAME = "agents";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DataDirectory directory;
  private final ComponentProcesses processes;
  private final ProcessIdentity holder;
  private final List<NodePlan> nodes;

  private AgentProcess(DataDirectory directory, ProcessIdentity holder, List<NodePlan> nodes) {
    this.directory = directory;
    this.processes = new ComponentProcesses(directory, JavaLauncher.ofThisProcess());
    this.holder = holder;
    this.nodes = nodes;
  }

  /** The names that the API server's certificate must carry for pods to reach it. */
  public static List<String> serverNames() {
    return Components.serverNames();
  }

  /** The identities of nodes, for their certificates. */
  public static List<ClusterPki.NodeIdentity> identities(int nodes) {
    return NodePlan.of(nodes).stream()
        .map(node -> new ClusterPki.NodeIdentity(node.name(), node.address()))
        .toList();
  }

  /**
   * Starts the agents and returns when each has registered its node.
   *
   * @param root gets everything the nodes write; its {@code pki} holds the nodes' certificates
   * @throws IOException where namespaces cannot be made, or an agent has ended; the message says
   *     why
   */
  public static AgentProcess start(Path root, int nodes, int apiPort, int dnsPort)
      throws IOException, InterruptedException {
    DataDirectory directory = new DataDirectory(root);
    directory.create();
    Holder.Mapping mapping = Holder.mappingOfThisUser();
    AgentProcess agents = new AgentProcess(directory, Holder.start(mapping), NodePlan.of(nodes));
    try {
      agents.run(
          new ClusterState("embedded", nodes, apiPort, dnsPort, Isolation.NAMESPACES, mapping));
      return agents;
    } catch (IOException | InterruptedException | RuntimeException e) {
      agents.close();
      throw e;
    }
  }

  private void run(ClusterState state) throws IOException, InterruptedException {
    ClusterPki pki = new ClusterPki(directory.pki());
    Components components = new Components(directory, state, pki);
    List<String> arguments = new ArrayList<>();
    for (NodePlan node : nodes) {
      String server = "https://127.0.0.1:" + state.apiPort();
      Kubeconfig.merge(
          directory.kubeconfig(node.name()), node.name(), server, pki, "node-" + node.name());
      if (!arguments.isEmpty()) {
        arguments.add("--");
      }
      arguments.addAll(components.agent(node).arguments());
    }
    processes.start(
        new Component(NAME, AgentHostMain.class.getName(), true, 256, arguments),
        Holder.enter(holder));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (NodePlan node : nodes) {
      while (processes.address(node.name()).isEmpty()) {
        if (processes.running(NAME).isEmpty() || System.nanoTime() > deadline) {
          throw new IOException("the node agents did not start: " + processes.lastWords(NAME));
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  /** Ends every pod at once, then the agents and their namespaces. */
  @Override
  public void close() throws IOException {
    try {
      for (NodePlan node : nodes) {
        Files.createDirectories(directory.node(node.name()));
        Files.writeString(directory.node(node.name()).resolve("shutdown"), "0");
      }
      processes.stop(NAME, PATIENCE);
      LeftOvers.end(
          directory, Optional.of(Holder.userNamespace(holder)).filter(name -> !name.isEmpty()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
