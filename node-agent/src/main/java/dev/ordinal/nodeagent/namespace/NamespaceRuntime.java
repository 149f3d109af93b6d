package dev.ordinal.nodeagent.namespace;

import dev.ordinal.nodeagent.image.Catalogue;
import dev.ordinal.nodeagent.image.CatalogueImage;
import dev.ordinal.nodeagent.linux.ControlGroups;
import dev.ordinal.nodeagent.linux.Namespaces.Kind;
import dev.ordinal.nodeagent.linux.PauseProcess;
import dev.ordinal.nodeagent.linux.Poller;
import dev.ordinal.nodeagent.linux.Supervisor;
import dev.ordinal.nodeagent.network.NodeNet;
import dev.ordinal.nodeagent.runtime.Capabilities;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerSpec;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.ExecProcess;
import dev.ordinal.nodeagent.runtime.ExecSpec;
import dev.ordinal.nodeagent.runtime.Image;
import dev.ordinal.nodeagent.runtime.LogReader;
import dev.ordinal.nodeagent.runtime.NodeNetwork;
import dev.ordinal.nodeagent.runtime.PodRuntime;
import dev.ordinal.nodeagent.runtime.RuntimeConfig;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import dev.ordinal.nodeagent.runtime.SandboxSpec;
import dev.ordinal.nodeagent.runtime.SandboxState;
import dev.ordinal.nodeagent.supervised.Containers;
import dev.ordinal.nodeagent.supervised.Places;
import dev.ordinal.nodeagent.supervised.Records;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs pods in Linux namespaces, without a container engine and without root.
 *
 * <p>The JVM must have been started inside the holder's user and mount namespace.
 */
public final class NamespaceRuntime implements PodRuntime {

  private static final Duration DIAL_PATIENCE = Duration.ofSeconds(10);

  private final Places places;
  private final Catalogue catalogue;
  private final NodeNet network;
  private final Sandboxes sandboxes;
  private final ContainerStarter starter;
  private final Poller poller;
  private final Capabilities capabilities;
  private final Containers containers;

  private NamespaceRuntime(RuntimeConfig config, ControlGroups groups) throws IOException {
    this.places = new Places(config.rootDir().toAbsolutePath());
    this.capabilities = Machine.capabilities(groups);
    this.catalogue = Catalogue.open(config.catalogueDir());
    this.network = NodeNet.open(config);
    this.sandboxes = new Sandboxes(places, network);
    this.poller = new Poller("containers of " + config.nodeName());
    this.containers = new Containers(places, poller);
    this.starter = new ContainerStarter(places, poller, capabilities.manyUsers(), groups);
  }

  /**
   * Makes or finds the node's network, adopts what runs, and is ready.
   *
   * @throws IOException when the node's directory or network cannot be made; the message says why
   */
  public static NamespaceRuntime open(RuntimeConfig config) throws IOException {
    Files.createDirectories(config.rootDir());
    NamespaceRuntime runtime = new NamespaceRuntime(config, ControlGroups.detect());
    Supervisor.install(runtime.places.script());
    EtcCopy.ensure(runtime.places.etc());
    new SelfTest(runtime.places, runtime.network.namespace()).run();
    runtime.containers.adopt();
    return runtime;
  }

  @Override
  public List<SandboxState> list() {
    List<SandboxState> all = new ArrayList<>();
    for (Path directory : Records.list(places.sandboxes())) {
      sandboxes.find(directory.getFileName().toString()).ifPresent(s -> all.add(state(s)));
    }
    return all;
  }

  private SandboxState state(Records.Sandbox sandbox) {
    boolean running = sandboxes.isRunning(sandbox);
    return new SandboxState(
        sandbox.podUid(),
        sandbox.namespace(),
        sandbox.name(),
        running ? sandbox.ip() : "",
        running,
        Instant.ofEpochMilli(sandbox.createdMillis()),
        containers.states(sandbox.podUid()));
  }

  @Override
  public SandboxState runSandbox(SandboxSpec spec) {
    return state(sandboxes.run(spec));
  }

  @Override
  public void stopSandbox(String podUid) {
    containers.killAll(podUid);
    sandboxes.find(podUid).ifPresent(sandboxes::stop);
  }

  @Override
  public void removeSandbox(String podUid) {
    stopSandbox(podUid);
    containers.removeAll(podUid);
    sandboxes.remove(podUid);
  }

  @Override
  public Image resolveImage(String reference) {
    return catalogue.resolve(reference).image();
  }

  @Override
  public List<Image> images() {
    return catalogue.images();
  }

  @Override
  public ContainerState startContainer(ContainerSpec spec) {
    Records.Sandbox sandbox =
        sandboxes
            .find(spec.id().podUid())
            .filter(sandboxes::isRunning)
            .orElseThrow(
                () ->
                    new RuntimeFailure("CreateContainerError", "the pod's sandbox is not running"));
    CatalogueImage image = catalogue.resolve(spec.image().reference());
    return containers.started(
        starter.start(
            spec, image, places.pins(sandbox, network.namespace()), sharedProcesses(sandbox)));
  }

  private Optional<Path> sharedProcesses(Records.Sandbox sandbox) {
    if (!sandbox.shareProcesses()) {
      return Optional.empty();
    }
    Optional<Path> shared = new PauseProcess(places.pause(sandbox.podUid())).pidNamespace();
    if (shared.isEmpty()) {
      throw new RuntimeFailure("CreateContainerError", "the pod's first process is gone");
    }
    return shared;
  }

  @Override
  public void stopContainer(ContainerId id, Duration grace) throws InterruptedException {
    containers.stop(id, grace);
  }

  @Override
  public void removeContainer(ContainerId id) {
    containers.remove(id);
  }

  @Override
  public void onExit(Consumer<ContainerState> listener) {
    containers.onExit(listener);
  }

  @Override
  public ExecProcess exec(ContainerId id, ExecSpec spec) {
    return containers.exec(id, spec);
  }

  @Override
  public ExecProcess attach(ContainerId id) {
    return containers.attach(id);
  }

  @Override
  public LogReader openLog(ContainerId id) throws IOException {
    return containers.openLog(id);
  }

  @Override
  public SocketChannel dialPod(String podUid, int port) throws IOException {
    Records.Sandbox sandbox =
        sandboxes
            .find(podUid)
            .filter(sandboxes::isRunning)
            .orElseThrow(() -> new IOException("the pod is not running"));
    Path namespace =
        sandbox.hostNetwork()
            ? network.namespace()
            : places.namespaces(podUid).resolve(Kind.NET.file());
    return network
        .dialer()
        .fromPod(
            namespace,
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
            DIAL_PATIENCE);
  }

  @Override
  public SocketChannel dialFromNode(String host, int port, Duration timeout) throws IOException {
    return network
        .dialer()
        .fromNode(new InetSocketAddress(InetAddress.ofLiteral(host), port), timeout);
  }

  @Override
  public NodeNetwork network() {
    return network;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void close() {
    network.close();
    poller.close();
  }
}
