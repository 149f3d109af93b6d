package dev.ordinal.cluster.local;

import dev.ordinal.cluster.pki.ClusterPki;
import dev.ordinal.cluster.pki.Kubeconfig;
import dev.ordinal.cluster.process.Holder;
import dev.ordinal.cluster.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One run of {@code up}: decides, starts what is missing, waits; on failure ends what it has
 * started.
 */
final class Starter {

  static final String HOLDER = "holder";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ClusterOptions options;
  private final DataDirectory directory;
  private final ComponentProcesses processes;
  private final Progress progress;
  private final ClusterPki pki;
  private final List<String> started = new ArrayList<>();

  Starter(
      ClusterOptions options,
      DataDirectory directory,
      ComponentProcesses processes,
      Progress progress) {
    this.options = options;
    this.directory = directory;
    this.processes = processes;
    this.progress = progress;
    this.pki = new ClusterPki(directory.pki());
  }

  void start() throws IOException, InterruptedException, ClusterException {
    boolean fresh = !Files.exists(directory.state());
    ClusterState state = decide();
    Preflight.programs(state.isolation());
    pki.ensure(
        Components.serverNames(),
        NodePlan.of(state.nodes()).stream()
            .map(node -> new ClusterPki.NodeIdentity(node.name(), node.address()))
            .toList());
    progress.done(
        fresh ? "certificates made in " + directory.root() : "data found in " + directory.root());
    try {
      run(state);
    } catch (IOException | InterruptedException | ClusterException | RuntimeException e) {
      undo();
      throw e;
    }
  }

  private ClusterState decide() throws IOException, ClusterException {
    Optional<ClusterState> stored = Json.read(directory.state(), ClusterState.class);
    Holder.Mapping mapping = Holder.mappingOfThisUser();
    ClusterState state =
        stored.orElseGet(
            () ->
                new ClusterState(
                    options.name(),
                    2,
                    0,
                    0,
                    options.isolation().orElse(Isolation.NAMESPACES),
                    mapping));
    if (!state.name().equals(options.name())) {
      throw new ClusterException(
          directory.root()
              + " belongs to the cluster `"
              + state.name()
              + "`: use --name "
              + state.name()
              + ", or another --data-dir");
    }
    if (state.mapping() != mapping) {
      throw new ClusterException(
          directory.root()
              + " was made by "
              + (state.mapping() == Holder.Mapping.IDENTITY ? "root" : "an ordinary user")
              + " and its files belong to that user: start the cluster as that user, or choose another --data-dir");
    }
    if (options.isolation().filter(wanted -> wanted != state.isolation()).isPresent()) {
      throw new ClusterException(
          "the cluster was made with --isolation="
              + state.isolation().flag()
              + ": reset it or choose another --data-dir");
    }
    return state
        .withNodes(options.nodes().orElse(state.nodes()))
        .withPorts(
            options.apiPort().orElse(state.apiPort()), options.dnsPort().orElse(state.dnsPort()));
  }

  private void run(ClusterState decided)
      throws IOException, InterruptedException, ClusterException {
    List<String> enter = List.of();
    if (decided.isolation() == Isolation.NAMESPACES) {
      enter = Holder.enter(ensureHolder(decided.mapping()));
    }
    ClusterState state = decided;
    Components components = new Components(directory, state, pki);
    if (state.apiPort() == 0 || state.dnsPort() == 0) {
      // The first time the ports are the kernel's choice: what others must be told is known once
      // these two have bound.
      ensure(components.apiServer(), List.of(), state.apiPort(), "--api-port");
      state = state.withPorts(portOf(Components.API_SERVER), state.dnsPort());
      writeKubeconfigs(state);
      components = new Components(directory, state, pki);
      ensure(components.dns(), List.of(), state.dnsPort(), "--dns-port");
      state = state.withPorts(state.apiPort(), portOf(Components.DNS));
      components = new Components(directory, state, pki);
    } else {
      writeKubeconfigs(state);
      ensure(components.apiServer(), List.of(), state.apiPort(), "--api-port");
      ensure(components.dns(), List.of(), state.dnsPort(), "--dns-port");
    }
    Json.write(directory.state(), state);
    List<Component> all = components.all();
    for (Component component : all) {
      ensure(component, component.inNamespaces() ? enter : List.of(), 0, "");
    }
    if (started.isEmpty()) {
      progress.done("everything runs already");
    }
    awaitReady(state, all);
  }

  private ProcessIdentity ensureHolder(Holder.Mapping mapping)
      throws IOException, InterruptedException {
    Optional<ComponentRecord> running = processes.running(HOLDER);
    if (running.isPresent()) {
      return running.get().process();
    }
    // Without a holder nothing may be left of the cluster it held: agents in its namespaces are of
    // no use any more.
    for (NodePlan node :
        NodePlan.of(
            Math.max(
                1,
                Json.read(directory.state(), ClusterState.class)
                    .map(ClusterState::nodes)
                    .orElse(1)))) {
      processes.stop(node.name(), Duration.ZERO);
    }
    processes.stop(Components.CONTROLLER, Duration.ZERO);
    LeftOvers.end(directory, Optional.empty());
    ProcessIdentity holder = Holder.start(mapping);
    processes.record(HOLDER, holder);
    started.add(HOLDER);
    return holder;
  }

  private void ensure(Component component, List<String> enter, int port, String flag)
      throws IOException, ClusterException {
    if (processes.running(component.name()).isPresent()) {
      return;
    }
    Preflight.port(port, flag);
    processes.start(component, enter);
    started.add(component.name());
    progress.done(component.name() + " started");
  }

  private int portOf(String component) throws IOException, InterruptedException, ClusterException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<String> address = processes.address(component);
      if (address.isPresent()) {
        return Integer.parseInt(address.get().substring(address.get().lastIndexOf(':') + 1));
      }
      checkAlive(component);
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            component
                + " did not say where it listens within "
                + PATIENCE.toSeconds()
                + " s; see "
                + directory.log(component));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private void awaitReady(ClusterState state, List<Component> components)
      throws IOException, InterruptedException, ClusterException {
    try (Readiness readiness = new Readiness(directory.kubeconfig(), state.dnsPort())) {
      await("the API server", readiness::apiIsReady, components);
      progress.done("the API server is ready");
      List<String> nodes = NodePlan.of(state.nodes()).stream().map(NodePlan::name).toList();
      // A node may be Ready in the API from before its agent was killed: the agent's own word
      // counts too.
      await("nodes", () -> allAnnounced(nodes) && readiness.nodesAreReady(nodes), components);
      progress.done(
          nodes.size() == 1 ? "the node is Ready" : "all " + nodes.size() + " nodes are Ready");
      await("DNS", readiness::dnsAnswers, components);
      progress.done("DNS answers");
    }
  }

  private boolean allAnnounced(List<String> names) throws IOException {
    for (String name : names) {
      if (processes.address(name).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private interface Check {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(String what, Check check, List<Component> components)
      throws IOException, InterruptedException, ClusterException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!check.holds()) {
      for (Component component : components) {
        checkAlive(component.name());
      }
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            what
                + " did not become ready within "
                + PATIENCE.toSeconds()
                + " s; see the logs in "
                + directory.logs());
      }
      TimeUnit.MILLISECONDS.sleep(15);
    }
  }

  private void checkAlive(String component) throws IOException, ClusterException {
    if (processes.running(component).isEmpty()) {
      throw new ClusterException(component + " ended: " + processes.lastWords(component));
    }
  }

  private void writeKubeconfigs(ClusterState state) throws IOException {
    String server = "https://127.0.0.1:" + state.apiPort();
    Kubeconfig.merge(directory.kubeconfig(), options.context(), server, pki, "admin");
    Kubeconfig.merge(
        directory.kubeconfig(Components.CONTROLLER), "controller", server, pki, "controller");
    Kubeconfig.merge(directory.kubeconfig(Components.DNS), "dns", server, pki, "dns");
    for (NodePlan node : NodePlan.of(state.nodes())) {
      Kubeconfig.merge(
          directory.kubeconfig(node.name()), node.name(), server, pki, "node-" + node.name());
    }
  }

  private void undo() {
    try {
      for (String component : started.reversed()) {
        processes.stop(component, Duration.ofSeconds(2));
      }
      // With the holder or, without namespaces, with the whole cluster its pods have started too.
      if (started.contains(HOLDER) || started.contains(Components.API_SERVER)) {
        LeftOvers.end(directory, Optional.empty());
      }
    } catch (IOException e) {
      progress.done("could not end what was started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
