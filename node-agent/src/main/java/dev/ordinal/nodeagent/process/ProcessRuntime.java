package dev.ordinal.nodeagent.process;

import dev.ordinal.nodeagent.image.Catalogue;
import dev.ordinal.nodeagent.linux.Poller;
import dev.ordinal.nodeagent.linux.Supervisor;
import dev.ordinal.nodeagent.network.Dialer;
import dev.ordinal.nodeagent.network.PodAddresses;
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
import java.util.function.Consumer;

/**
 * Runs pods as plain processes of the host, each pod with an address of the loopback. Nothing is
 * kept apart; the events of a pod say what cannot be honoured.
 */
public final class ProcessRuntime implements PodRuntime {

  private static final Duration DIAL_PATIENCE = Duration.ofSeconds(10);

  private final Places places;
  private final Catalogue catalogue;
  private final PlainPods pods;
  private final PlainStarter starter;
  private final Poller poller;
  private final Containers containers;
  private final LoopbackNetwork network;
  private final Dialer dialer = Dialer.ofMachine();
  private final Capabilities capabilities;

  private ProcessRuntime(RuntimeConfig config) throws IOException {
    this.places = new Places(config.rootDir().toAbsolutePath());
    this.catalogue = Catalogue.open(config.catalogueDir(), true);
    this.network = new LoopbackNetwork(config.nodeAddress());
    this.pods =
        new PlainPods(
            places,
            new PodAddresses(
                config.rootDir().resolve("network/loopback"), LoopbackRange.of(config)));
    this.poller = new Poller("containers of " + config.nodeName());
    this.containers = new Containers(places, poller);
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    this.starter = new PlainStarter(config, places, poller, root);
    this.capabilities = PlainMachine.capabilities(root);
  }

  /**
   * Adopts what runs, and is ready.
   *
   * @throws IOException when the node's directory cannot be made; the message says why
   */
  public static ProcessRuntime open(RuntimeConfig config) throws IOException {
    Files.createDirectories(config.rootDir());
    ProcessRuntime runtime = new ProcessRuntime(config);
    Supervisor.install(runtime.places.script());
    runtime.containers.adopt();
    return runtime;
  }

  @Override
  public List<SandboxState> list() {
    List<SandboxState> all = new ArrayList<>();
    for (Path directory : Records.list(places.sandboxes())) {
      pods.find(directory.getFileName().toString()).ifPresent(s -> all.add(state(s)));
    }
    return all;
  }

  private SandboxState state(Records.Sandbox sandbox) {
    boolean running = pods.isRunning(sandbox);
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
    return state(pods.run(spec));
  }

  @Override
  public void stopSandbox(String podUid) {
    containers.killAll(podUid);
    pods.find(podUid).ifPresent(pods::stop);
  }

  @Override
  public void removeSandbox(String podUid) {
    stopSandbox(podUid);
    containers.removeAll(podUid);
    pods.remove(podUid);
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
        pods.find(spec.id().podUid())
            .filter(pods::isRunning)
            .orElseThrow(
                () ->
                    new RuntimeFailure("CreateContainerError", "the pod's sandbox is not running"));
    return containers.started(
        starter.start(spec, catalogue.resolve(spec.image().reference()), sandbox));
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
    PathTranslation translation = PlainRoot.translationOf(containers.running(id).directory());
    return containers.exec(
        id,
        new ExecSpec(
            translation.apply(spec.command()),
            spec.stdin(),
            spec.tty(),
            spec.rows(),
            spec.columns()));
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
        pods.find(podUid)
            .filter(pods::isRunning)
            .orElseThrow(() -> new IOException("the pod is not running"));
    return dialFromNode(sandbox.ip(), port, DIAL_PATIENCE);
  }

  @Override
  public SocketChannel dialFromNode(String host, int port, Duration timeout) throws IOException {
    return dialer.onHost(new InetSocketAddress(InetAddress.ofLiteral(host), port), timeout);
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
    poller.close();
  }
}
