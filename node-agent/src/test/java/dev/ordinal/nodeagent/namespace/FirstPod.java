package dev.ordinal.nodeagent.namespace;

import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerSpec;
import dev.ordinal.nodeagent.runtime.ContainerSpec.Mount;
import dev.ordinal.nodeagent.runtime.ContainerSpec.Resources;
import dev.ordinal.nodeagent.runtime.ContainerSpec.SecuritySpec;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.ExecSpec;
import dev.ordinal.nodeagent.runtime.LogReader;
import dev.ordinal.nodeagent.runtime.RuntimeConfig;
import dev.ordinal.nodeagent.runtime.SandboxSpec;
import dev.ordinal.nodeagent.runtime.SandboxState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class FirstPod {
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    var config =
        new RuntimeConfig(
            "node-1",
            root.resolve("nodes/node-1"),
            root.resolve("run"),
            "172.30.0.1",
            "10.244.1.0/24",
            "10.244.0.0/16",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 6443),
            new InetSocketAddress(InetAddress.ofLiteral("172.30.255.1"), 6443),
            Optional.empty(),
            "172.30.255.2",
            Optional.empty());
    try (var runtime = NamespaceRuntime.open(config)) {
      runtime.onExit(state -> out("exit: " + state));
      long t = System.nanoTime();
      SandboxState sandbox =
          runtime.runSandbox(
              new SandboxSpec("uid-1", "default", "web-0", "web-0", false, false, Map.of()));
      out("sandbox " + sandbox + " " + (System.nanoTime() - t) / 1000 + "us");
      t = System.nanoTime();
      Path hosts = root.resolve("hosts");
      Files.writeString(hosts, "127.0.0.1 localhost\n" + sandbox.ip() + "\tweb-0\n");
      var image = runtime.resolveImage("nginx");
      ContainerState state =
          runtime.startContainer(
              spec(image, new ContainerId("uid-1", "nginx", 0), List.of(), hosts));
      out("started " + state + " " + (System.nanoTime() - t) / 1000 + "us");
      Thread.sleep(300);
      try (var channel = runtime.dialFromNode(sandbox.ip(), 80, Duration.ofSeconds(2))) {
        channel.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
        ByteBuffer answer = ByteBuffer.allocate(4096);
        while (channel.read(answer) >= 0) {}
        out(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8));
      }
      try (var exec =
          runtime.exec(
              new ContainerId("uid-1", "nginx", 0),
              new ExecSpec(
                  List.of(
                      "sh",
                      "-c",
                      args.length > 1
                          ? args[1]
                          : "id; hostname; cat /etc/hosts; ps -ef; ls / /home /root; ip a; ip r; mount; ls /proc/sys/kernel | head -3; echo x > /proc/sys/kernel/core_pattern; grep Cap /proc/self/status; exit 7"),
                  false,
                  false,
                  0,
                  0))) {
        out(new String(exec.stdout().readAllBytes(), StandardCharsets.UTF_8));
        out(new String(exec.stderr().readAllBytes(), StandardCharsets.UTF_8));
        out("exec code " + exec.waitFor());
      }
      t = System.nanoTime();
      runtime.stopContainer(new ContainerId("uid-1", "nginx", 0), Duration.ofSeconds(5));
      out("stopped " + (System.nanoTime() - t) / 1000 + "us");
      try (LogReader log = runtime.openLog(new ContainerId("uid-1", "nginx", 0))) {
        for (var line = log.next(Duration.ZERO); line.isPresent(); line = log.next(Duration.ZERO)) {
          out(
              "log "
                  + line.get().time()
                  + " "
                  + line.get().stderr()
                  + " "
                  + new String(line.get().bytes(), StandardCharsets.UTF_8).strip());
        }
        out("at end " + log.atEnd());
      }
      out(runtime.list().toString());
      t = System.nanoTime();
      runtime.removeSandbox("uid-1");
      out("removed " + (System.nanoTime() - t) / 1000 + "us " + runtime.list());
    }
  }

  static ContainerSpec spec(
      dev.ordinal.nodeagent.runtime.Image image, ContainerId id, List<String> command, Path hosts) {
    return new ContainerSpec(
        id,
        image,
        command,
        List.of(),
        Map.of("FOO", "bar"),
        Optional.empty(),
        List.of(new Mount(hosts, "", "/etc/hosts", false)),
        false,
        false,
        false,
        SecuritySpec.defaults(),
        new Resources(0, 0, 0),
        "/dev/termination-log");
  }

  @SuppressWarnings("SystemOut")
  static void out(String text) {
    System.out.println(text);
  }
}
