package dev.ordinal.nodeagent.namespace;

import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerSpec;
import dev.ordinal.nodeagent.runtime.ContainerSpec.Mount;
import dev.ordinal.nodeagent.runtime.ContainerSpec.Resources;
import dev.ordinal.nodeagent.runtime.ContainerSpec.SecuritySpec;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.ExecProcess;
import dev.ordinal.nodeagent.runtime.ExecSpec;
import dev.ordinal.nodeagent.runtime.LogReader;
import dev.ordinal.nodeagent.runtime.RuntimeConfig;
import dev.ordinal.nodeagent.runtime.SandboxSpec;
import dev.ordinal.nodeagent.runtime.SandboxState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node's runtime in a holder with the few calls that scenarios are made of. */
final class TestNode implements AutoCloseable {

  final NamespaceRuntime runtime;
  private final List<Mount> mounts = new ArrayList<>();
  private final Map<String, String> env = new HashMap<>(Map.of("GREETING", "hello"));
  private SecuritySpec security = SecuritySpec.defaults();
  private boolean tty;
  private long memoryBytes;
  private boolean stdin;

  TestNode(Path data, int number) throws IOException {
    this(data, number, 6443);
  }

  /** A node whose relays lead to one port of the loopback, TCP and UDP. */
  TestNode(Path data, int number, int apiPort) throws IOException {
    runtime =
        NamespaceRuntime.open(
            new RuntimeConfig(
                "node-" + number,
                data.resolve("nodes/node-" + number),
                data.resolve("run"),
                "172.30.0." + number,
                "10.244." + number + ".0/24",
                "10.244.0.0/16",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), apiPort),
                new InetSocketAddress(InetAddress.ofLiteral("172.30.255.1"), 6443),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), apiPort)),
                "172.30.255.2",
                Optional.empty()));
  }

  SandboxState sandbox(String uid) {
    return runtime.runSandbox(new SandboxSpec(uid, "default", uid, uid, false, false, Map.of()));
  }

  TestNode with(Mount mount) {
    mounts.add(mount);
    return this;
  }

  TestNode with(SecuritySpec spec) {
    security = spec;
    return this;
  }

  TestNode with(String name, String value) {
    env.put(name, value);
    return this;
  }

  TestNode withMemory(long bytes) {
    memoryBytes = bytes;
    return this;
  }

  TestNode withTerminal() {
    tty = true;
    stdin = true;
    return this;
  }

  TestNode withStdin() {
    stdin = true;
    return this;
  }

  ContainerState start(ContainerId id, String image, String... command) {
    return runtime.startContainer(
        new ContainerSpec(
            id,
            runtime.resolveImage(image),
            List.of(command),
            List.of(),
            env,
            Optional.empty(),
            mounts,
            stdin,
            false,
            tty,
            security,
            new Resources(memoryBytes, 0, 0),
            "/dev/termination-log"));
  }

  /** Runs a shell command; its output, then its exit code on a line of its own. */
  String sh(ContainerId id, String script) throws IOException, InterruptedException {
    ExecSpec spec = new ExecSpec(List.of("sh", "-c", "exec 2>&1; " + script), false, false, 0, 0);
    try (ExecProcess process = runtime.exec(id, spec)) {
      String output = new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
      String errors = new String(process.stderr().readAllBytes(), StandardCharsets.UTF_8);
      return output + errors + process.waitFor();
    }
  }

  String log(ContainerId id) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    try (LogReader reader = runtime.openLog(id)) {
      for (var line = reader.next(Duration.ZERO);
          line.isPresent();
          line = reader.next(Duration.ZERO)) {
        text.append(line.get().stderr() ? "err " : "out ");
        text.append(new String(line.get().bytes(), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  /** What a web server answers to the node, once it does. */
  String get(String host, int port) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      try (SocketChannel channel = runtime.dialFromNode(host, port, Duration.ofSeconds(2))) {
        return httpGet(channel);
      } catch (IOException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  static String httpGet(SocketChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
    ByteBuffer answer = ByteBuffer.allocate(16_384);
    while (channel.read(answer) >= 0) {
      // until the server closes
    }
    return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
  }

  ContainerState awaitEnd(ContainerId id) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      ContainerState state = state(id);
      if (state.exit().isPresent() || System.nanoTime() - deadline > 0) {
        return state;
      }
      Thread.sleep(5);
    }
  }

  ContainerState state(ContainerId id) {
    return runtime.list().stream()
        .flatMap(sandbox -> sandbox.containers().stream())
        .filter(state -> state.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    runtime.close();
  }
}
