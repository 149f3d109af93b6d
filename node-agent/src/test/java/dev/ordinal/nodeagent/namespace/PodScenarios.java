package dev.ordinal.nodeagent.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerSpec.Mount;
import dev.ordinal.nodeagent.runtime.ContainerSpec.SecuritySpec;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.ExecProcess;
import dev.ordinal.nodeagent.runtime.ExecSpec;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import dev.ordinal.nodeagent.runtime.SandboxSpec;
import dev.ordinal.nodeagent.runtime.SandboxState;
import dev.ordinal.nodeagent.runtime.ServiceEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** What happens inside the holder; the first argument is the data directory, the second a name. */
final class PodScenarios {

  private static final ContainerId WEB = new ContainerId("web-0", "nginx", 0);
  private static final ContainerId SHELL = new ContainerId("shell", "shell", 0);

  private PodScenarios() {}

  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    switch (args[1]) {
      case "web" -> web(data);
      case "many" -> many(data);
      case "memory" -> memory(data);
      case "shared" -> shared(data);
      case "postgres" -> postgres(data);
      case "room" -> room(data);
      case "ends" -> ends(data);
      case "users" -> users(data);
      case "volumes" -> volumes(data);
      case "terminal" -> terminal(data);
      case "attach" -> attach(data);
      case "network" -> network(data);
      case "leave" -> leave(data);
      case "adopt" -> adopt(data);
      case "remove" -> remove(data);
      default -> throw new IllegalArgumentException(args[1]);
    }
  }

  static void web(Path data) throws Exception {
    try (TestNode node = new TestNode(data, 1)) {
      SandboxState sandbox = node.sandbox("web-0");
      assertThat(sandbox.ip()).isEqualTo("10.244.1.2");
      assertThat(node.sandbox("web-0")).isEqualTo(sandbox);
      node.start(WEB, "registry.k8s.io/nginx-slim:0.24");
      assertThat(node.get(sandbox.ip(), 80)).contains("200 OK", "Welcome to nginx!");
      try (var loopback = node.runtime.dialPod("web-0", 80)) {
        assertThat(TestNode.httpGet(loopback)).contains("Welcome to nginx!");
      }
      assertThat(node.sh(WEB, "hostname; echo $GREETING; exit 3")).isEqualTo("web-0\nhello\n3");
      node.runtime.stopContainer(WEB, Duration.ofSeconds(10));
      ContainerState.Exit exit = node.state(WEB).exit().orElseThrow();
      assertThat(exit.code()).isZero();
      assertThat(exit.reason()).isEqualTo("Completed");
      assertThat(node.log(WEB)).contains("out 172.30.0.1 - - [").contains("err ");
      node.runtime.removeSandbox("web-0");
      assertThat(node.runtime.list()).isEmpty();
    }
  }

  static void postgres(Path data) throws Exception {
    Path volume = Files.createDirectories(data.resolve("volumes/postgres"));
    ContainerId first = new ContainerId("db-0", "postgres", 0);
    try (TestNode node = new TestNode(data, 1)) {
      node.sandbox("db-0");
      node.with(new Mount(volume, "", "/var/lib/postgresql/data", false));
      node.with("POSTGRES_PASSWORD", "secret").with("POSTGRES_DB", "shop");
      node.start(first, "postgres:16");
      String query = "psql -h 127.0.0.1 -U postgres -d shop -tA -c ";
      String patiently =
          "export PGPASSWORD=secret; for i in $(seq 100); do %s 'select 1' >/dev/null 2>&1 && break;"
                  .formatted(query)
              + " sleep 0.1; done; ";
      assertThat(node.sh(first, patiently + query + "'create table t as select 42 as x'"))
          .endsWith("0");
      node.runtime.stopContainer(first, Duration.ofSeconds(20));
      assertThat(node.state(first).exit().orElseThrow().code()).isZero();
      ContainerId second = new ContainerId("db-0", "postgres", 1);
      node.start(second, "postgres:16");
      assertThat(node.sh(second, patiently + query + "'select x from t'")).isEqualTo("42\n0");
      node.runtime.removeSandbox("db-0");
    }
  }

  static void shared(Path data) throws Exception {
    try (TestNode node = new TestNode(data, 1)) {
      node.runtime.runSandbox(
          new SandboxSpec("shell", "default", "shell", "shell", false, true, Map.of()));
      node.start(SHELL, "busybox", "sh", "-c", "sleep 777 & sleep 1000; :");
      ContainerId other = new ContainerId("shell", "other", 0);
      node.start(other, "busybox", "sleep", "555");
      assertThat(node.sh(other, "ps -ef")).contains("sleep infinity", "sleep 777", "sleep 1000");
      node.runtime.stopContainer(SHELL, Duration.ofSeconds(5));
      assertThat(node.state(SHELL).exit().orElseThrow().code()).isEqualTo(143);
      assertThat(node.sh(other, "ps -ef")).contains("sleep 555").doesNotContain("sleep 777");
      node.runtime.removeSandbox("shell");
    }
  }

  static void memory(Path data) throws Exception {
    try (TestNode node = new TestNode(data, 1)) {
      node.sandbox("shell");
      node.withMemory(32 << 20);
      assertThat(node.runtime.capabilities().memoryLimits())
          .isEqualTo(Files.isWritable(Path.of("/sys/fs/cgroup/memory")));
      if (node.runtime.capabilities().memoryLimits()) {
        node.start(new ContainerId("shell", "eater", 0), "busybox", "tail", "/dev/zero");
        ContainerState.Exit exit =
            node.awaitEnd(new ContainerId("shell", "eater", 0)).exit().orElseThrow();
        assertThat(exit.code()).isEqualTo(137);
        assertThat(exit.reason()).isEqualTo("OOMKilled");
      } else {
        assertThat(node.runtime.capabilities().missing()).anyMatch(m -> m.startsWith("memory"));
      }
      node.runtime.removeSandbox("shell");
    }
  }

  static void many(Path data) throws Exception {
    int count = 20;
    try (TestNode node = new TestNode(data, 1)) {
      long begin = System.nanoTime();
      try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < count; i++) {
          String uid = "pod-" + i;
          workers.submit(
              () -> {
                node.sandbox(uid);
                return node.start(new ContainerId(uid, "c", 0), "busybox", "sleep", "1000");
              });
        }
      }
      progress(count + " pods started in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
      List<SandboxState> all = node.runtime.list();
      assertThat(all).hasSize(count).allMatch(sandbox -> sandbox.containers().size() == 1);
      assertThat(all.stream().map(SandboxState::ip).distinct()).hasSize(count);
      begin = System.nanoTime();
      node.sandbox("one-more");
      progress("a sandbox in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
      begin = System.nanoTime();
      node.start(new ContainerId("one-more", "c", 0), "busybox", "sleep", "1000");
      progress("a container in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
      try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
        node.runtime
            .list()
            .forEach(sandbox -> workers.submit(() -> node.runtime.removeSandbox(sandbox.podUid())));
      }
      assertThat(node.runtime.list()).isEmpty();
    }
  }

  @SuppressWarnings("SystemOut")
  private static void progress(String text) {
    System.out.println(text);
  }

  static void room(Path data) throws Exception {
    try (TestNode node = new TestNode(data, 1)) {
      node.sandbox("shell");
      node.start(SHELL, "busybox", "sleep", "1000");
      assertThat(node.sh(SHELL, "ls /home /root " + data)).contains("No such file").endsWith("2");
      assertThat(node.sh(SHELL, "echo x >/proc/sys/kernel/core_pattern")).contains("Read-only");
      assertThat(node.sh(SHELL, "mount -t tmpfs x /mnt")).doesNotEndWith("\n0");
      assertThat(node.sh(SHELL, "cat /proc/1/cmdline | tr '\\0' ' '")).isEqualTo("sleep 1000 0");
      assertThat(node.sh(SHELL, "touch /usr/bin/x /etc/x /var/x /x; echo a >>/etc/passwd; id -u"))
          .isEqualTo("0\n0");
      assertThat(node.sh(SHELL, "ls /proc/self/fd | wc -l")).isEqualTo("4\n0");
      assertThat(node.sh(SHELL, "wc -c </proc/kcore; cat /proc/keys | wc -c")).contains("0");
      assertThat(node.sh(SHELL, "ls -A /.old")).contains("No such file");
      assertThat(node.sh(SHELL, "cd && pwd")).isEqualTo("/root\n0");
      assertThat(complaint(node, "no-such-program"))
          .endsWith("exec: \"no-such-program\": executable file not found in $PATH\n127");
      assertThat(complaint(node, "/etc/passwd"))
          .endsWith("exec: \"/etc/passwd\": permission denied\n126");
      node.runtime.removeSandbox("shell");
    }
  }

  private static String complaint(TestNode node, String program) throws Exception {
    ExecSpec spec = new ExecSpec(List.of(program), false, false, 0, 0);
    try (ExecProcess process = node.runtime.exec(SHELL, spec)) {
      return new String(process.stderr().readAllBytes(), StandardCharsets.UTF_8)
          + process.waitFor();
    }
  }

  static void ends(Path data) throws Exception {
    try (TestNode node = new TestNode(data, 1)) {
      node.sandbox("shell");
      node.start(SHELL, "busybox", "sh", "-c", "echo bye >/dev/termination-log; echo late; exit 5");
      ContainerState.Exit exit = node.awaitEnd(SHELL).exit().orElseThrow();
      assertThat(exit.code()).isEqualTo(5);
      assertThat(exit.reason()).isEqualTo("Error");
      assertThat(exit.message()).isEqualTo("bye\n");
      assertThat(node.log(SHELL)).isEqualTo("out late\n");

      ContainerId second = new ContainerId("shell", "shell", 1);
      node.start(second, "busybox", "sh", "-c", "sleep 1000; :");
      node.runtime.stopContainer(second, Duration.ofMillis(200));
      assertThat(node.state(second).exit().orElseThrow().code()).isEqualTo(137);

      ContainerId third = new ContainerId("shell", "shell", 2);
      assertThatThrownBy(() -> node.start(third, "busybox", "no-such-program"))
          .isInstanceOf(RuntimeFailure.class)
          .hasMessageContaining("exec: \"no-such-program\": executable file not found in $PATH");
      assertThatThrownBy(() -> node.runtime.resolveImage("nginx:no-such-tag"))
          .hasMessageContaining("not found");
      assertThatThrownBy(() -> node.runtime.resolveImage("no/such-image"))
          .hasMessageContaining("catalogue");
      ContainerId loud = new ContainerId("shell", "loud", 0);
      node.start(loud, "busybox", "sh", "-c", "seq 1 100000; seq 1 5 >&2");
      node.awaitEnd(loud);
      assertThat(node.log(loud).lines().filter(line -> line.startsWith("out")).count())
          .isEqualTo(100_000);
      node.runtime.removeSandbox("shell");
    }
  }

  static void users(Path data) throws Exception {
    try (TestNode node = new TestNode(data, 1)) {
      node.sandbox("shell");
      node.with(
          new SecuritySpec(
              Optional.of(1000L),
              Optional.of(2000L),
              List.of(),
              true,
              false,
              true,
              List.of(),
              List.of("ALL")));
      node.start(SHELL, "busybox", "sh", "-c", "id -u; id -g; touch /x; sleep 1000");
      assertThat(
              node.sh(
                  SHELL, "id -u; grep NoNewPrivs /proc/self/status; grep CapEff /proc/self/status"))
          .contains("1000\n", "NoNewPrivs:\t1", "CapEff:\t0000000000000000");
      node.runtime.stopContainer(SHELL, Duration.ZERO);
      assertThat(node.log(SHELL)).contains("out 1000\nout 2000\n").contains("Read-only");
      node.runtime.removeSandbox("shell");
    }
  }

  static void volumes(Path data) throws Exception {
    Path volume = Files.createDirectories(data.resolve("volumes/a"));
    Files.createSymbolicLink(volume.resolve("evil"), Path.of("/etc"));
    Files.writeString(Files.createDirectories(volume.resolve("sub")).resolve("file"), "inside");
    try (TestNode node = new TestNode(data, 1)) {
      node.sandbox("shell");
      node.with(new Mount(volume, "", "/usr/share/nginx/html", false))
          .with(new Mount(volume, "sub", "/data", true))
          .with(new Mount(volume, "sub/file", "/etc/nginx/one-file", true));
      node.start(SHELL, "busybox", "sleep", "1000");
      assertThat(node.sh(SHELL, "cat /data/file /etc/nginx/one-file; ls /usr/share | wc -l"))
          .startsWith("insideinside");
      assertThat(node.sh(SHELL, "touch /data/x")).contains("Read-only");
      assertThat(node.sh(SHELL, "echo new >/usr/share/nginx/html/new")).isEqualTo("0");
      assertThat(volume.resolve("new")).content().isEqualTo("new\n");
      // a link in the volume that points out of it leads nowhere
      node.with(new Mount(volume, "evil/passwd", "/stolen", false));
      ContainerId second = new ContainerId("shell", "second", 0);
      assertThatThrownBy(() -> node.start(second, "busybox", "sleep", "1000"))
          .isInstanceOf(RuntimeFailure.class);
      node.runtime.removeSandbox("shell");
    }
  }

  static void terminal(Path data) throws Exception {
    try (TestNode node = new TestNode(data, 1)) {
      node.sandbox("shell");
      node.start(SHELL, "busybox", "sleep", "1000");
      ExecSpec spec = new ExecSpec(List.of("sh"), true, true, 24, 80);
      try (ExecProcess process = node.runtime.exec(SHELL, spec)) {
        process.stdin().write("tty; stty size\n".getBytes(StandardCharsets.UTF_8));
        readUntil(process.stdout(), "24 80");
        process.resize(50, 132);
        process.stdin().write("stty size; exit 9\n".getBytes(StandardCharsets.UTF_8));
        String rest = readUntil(process.stdout(), "50 132");
        assertThat(rest).contains("50 132");
        while (process.stdout().read() >= 0) {
          // to its end
        }
        assertThat(process.waitFor()).isEqualTo(9);
      }
      node.runtime.removeSandbox("shell");
    }
  }

  static void attach(Path data) throws Exception {
    try (TestNode node = new TestNode(data, 1)) {
      node.sandbox("shell");
      node.withStdin().start(SHELL, "busybox", "cat");
      try (ExecProcess process = node.runtime.attach(SHELL)) {
        process.stdin().write("echoed\n".getBytes(StandardCharsets.UTF_8));
        assertThat(readUntil(process.stdout(), "echoed\n")).isEqualTo("echoed\n");
      }
      ContainerId second = new ContainerId("shell", "tty", 0);
      node.withTerminal().start(second, "busybox", "sh");
      try (ExecProcess process = node.runtime.attach(second)) {
        process.stdin().write("tty; echo a$((1+1))b; exit 4\n".getBytes(StandardCharsets.UTF_8));
        readUntil(process.stdout(), "a2b");
        assertThat(process.waitFor()).isEqualTo(4);
      }
      assertThat(node.log(second)).contains("/dev/pts/0");
      node.runtime.removeSandbox("shell");
    }
  }

  static void network(Path data) throws Exception {
    try (ServerSocket api = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        TestNode one = new TestNode(data, 1, api.getLocalPort());
        TestNode two = new TestNode(data, 2, api.getLocalPort())) {
      one.runtime.network().routes(Map.of("10.244.2.0/24", "172.30.0.2"));
      two.runtime.network().routes(Map.of("10.244.1.0/24", "172.30.0.1"));
      one.sandbox("web-0");
      two.sandbox("shell");
      one.start(WEB, "nginx");
      two.start(SHELL, "curlimages/curl", "sleep", "1000");
      String curl = "curl -s --retry 20 --retry-connrefused --retry-delay 1 -m 5 ";
      assertThat(two.sh(SHELL, curl + "10.244.1.2")).contains("Welcome to nginx!");
      assertThat(one.log(WEB)).contains("out 10.244.2.2 - -");
      ServiceEntry entry =
          new ServiceEntry(
              "default/web",
              "10.96.0.77",
              8080,
              "TCP",
              List.of(new ServiceEntry.Backend("10.244.1.2", 80)),
              Duration.ZERO);
      two.runtime.network().services(List.of(entry));
      assertThat(two.sh(SHELL, curl + "10.96.0.77:8080")).contains("Welcome to nginx!");
      one.runtime.network().services(List.of(entry));
      assertThat(one.sh(WEB, curl + "10.96.0.77:8080")).contains("Welcome to nginx!");
      two.runtime.network().services(List.of());
      assertThat(two.sh(SHELL, "curl -s -m 3 10.96.0.77:8080")).doesNotEndWith("0");
      Thread server = Thread.ofVirtual().start(() -> answerOnce(api));
      assertThat(two.sh(SHELL, curl + "172.30.255.1:6443")).contains("the API server");
      server.join();
      names(two, api.getLocalPort());
      one.runtime.removeSandbox("web-0");
      two.runtime.removeSandbox("shell");
    }
  }

  /** A datagram to the name server's service reaches the machine's loopback, and comes back. */
  private static void names(TestNode node, int port) throws Exception {
    node.runtime
        .network()
        .services(
            List.of(
                new ServiceEntry(
                    "kube-system/kube-dns:dns",
                    "10.96.0.10",
                    53,
                    "UDP",
                    List.of(new ServiceEntry.Backend("172.30.255.2", 53)),
                    Duration.ZERO)));
    try (DatagramSocket server = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> echoOnce(server));
      assertThat(
              node.sh(
                  SHELL,
                  "bash -c 'exec 3<>/dev/udp/10.96.0.10/53; echo ask >&3;"
                      + " read -t 10 x <&3; echo got $x'"))
          .startsWith("got a"); // the shell takes a datagram by its first byte
    }
  }

  private static void echoOnce(DatagramSocket server) {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[512], 512);
      server.receive(packet);
      server.send(packet);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void answerOnce(ServerSocket server) {
    try (var socket = server.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.0 200 OK\r\n\r\nthe API server".getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Starts containers and dies as if killed. */
  static void leave(Path data) throws Exception {
    TestNode node = new TestNode(data, 1);
    node.sandbox("web-0");
    node.start(WEB, "nginx");
    node.sandbox("shell");
    node.start(SHELL, "busybox", "sh", "-c", "i=0; while :; do i=$((i+1)); echo $i; done");
    ContainerId short0 = new ContainerId("shell", "short", 0);
    node.start(short0, "busybox", "sh", "-c", "sleep 0.2; echo last words; exit 6");
    ContainerId tty = new ContainerId("shell", "tty", 0);
    node.withTerminal().start(tty, "busybox", "sh");
    Thread.sleep(100);
    Runtime.getRuntime().halt(0);
  }

  /** Finds them, in the order they should be. */
  static void adopt(Path data) throws Exception {
    Thread.sleep(300);
    try (TestNode node = new TestNode(data, 1)) {
      assertThat(node.runtime.list()).hasSize(2).allMatch(SandboxState::running);
      assertThat(node.get("10.244.1.2", 80)).contains("Welcome to nginx!");
      ContainerState ended = node.awaitEnd(new ContainerId("shell", "short", 0));
      assertThat(ended.exit().orElseThrow().code()).isEqualTo(6);
      assertThat(node.log(ended.id())).isEqualTo("out last words\n");
      node.runtime.stopContainer(SHELL, Duration.ZERO);
      int expected = 1;
      for (String line : node.log(SHELL).lines().toList()) {
        assertThat(line).isEqualTo("out " + expected++);
      }
      assertThat(expected).isGreaterThan(100);
      try (ExecProcess process = node.runtime.attach(new ContainerId("shell", "tty", 0))) {
        process.stdin().write("echo x$((20+2))x; exit 0\n".getBytes(StandardCharsets.UTF_8));
        readUntil(process.stdout(), "x22x");
        assertThat(process.waitFor()).isZero();
      }
      assertThat(node.sh(WEB, "hostname")).isEqualTo("web-0\n0");
    }
  }

  static void remove(Path data) throws Exception {
    try (TestNode node = new TestNode(data, 1)) {
      node.runtime.removeSandbox("web-0");
      node.runtime.removeSandbox("shell");
      assertThat(node.runtime.list()).isEmpty();
    }
  }

  private static String readUntil(InputStream in, String wanted) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] bytes = new byte[4096];
    while (!text.toString().contains(wanted)) {
      int got = in.read(bytes);
      if (got < 0) {
        throw new AssertionError("ended without " + wanted + ": " + text);
      }
      text.append(new String(bytes, 0, got, StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}
