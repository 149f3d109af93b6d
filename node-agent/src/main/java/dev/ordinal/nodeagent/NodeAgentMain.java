package dev.ordinal.nodeagent;

import dev.ordinal.client.KubeClient;
import dev.ordinal.nodeagent.namespace.NamespaceRuntime;
import dev.ordinal.nodeagent.process.ProcessRuntime;
import dev.ordinal.nodeagent.runtime.PodRuntime;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import dev.ordinal.nodeagent.simulate.SimulatedNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node agent's process. */
public final class NodeAgentMain {

  private static final Logger log = LoggerFactory.getLogger(NodeAgentMain.class);

  private NodeAgentMain() {}

  /**
   * Runs until SIGTERM. Pods go on, unless the root directory holds a file {@code shutdown} with a
   * grace period in seconds: then they are ended as by a machine that is switched off. A wrong
   * command line ends it with one line and exit code 1.
   */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      NodeAgentFlags flags = NodeAgentFlags.parse(arguments);
      if (flags.simulate()) {
        simulate(flags);
      } else {
        run(flags);
      }
    } catch (IllegalArgumentException | IOException | UncheckedIOException | RuntimeFailure e) {
      log.error("{}", e.getMessage());
      System.exit(1);
    }
  }

  private static void run(NodeAgentFlags flags) throws IOException, InterruptedException {
    NodeAgentConfig config = flags.agent();
    Files.createDirectories(flags.rootDir());
    Files.deleteIfExists(flags.shutdownFile());
    NodeAgent agent = new NodeAgent(config, runtime(flags));
    CountDownLatch stopped = onTermination(() -> stop(agent, flags.shutdownFile()));
    agent.start();
    // Announced last: by now the node's object names this port and the pods that were there are
    // known again.
    if (flags.addressFile().isPresent()) {
      announce(flags.addressFile().get(), agent.address());
    }
    stopped.await();
  }

  private static PodRuntime runtime(NodeAgentFlags flags) throws IOException {
    if (flags.isolation().equals("process")) {
      return ProcessRuntime.open(flags.runtime());
    }
    return NamespaceRuntime.open(flags.runtime());
  }

  private static void simulate(NodeAgentFlags flags) throws InterruptedException {
    KubeClient client = new KubeClient(flags.cluster(), "kubelet/v1.36.4");
    SimulatedNode node = new SimulatedNode(client, flags.node());
    CountDownLatch stopped =
        onTermination(
            () -> {
              node.close();
              client.close();
            });
    node.start();
    stopped.await();
  }

  private static void stop(NodeAgent agent, Path shutdownFile) {
    try {
      Optional<Duration> grace = grace(shutdownFile);
      if (grace.isPresent()) {
        agent.shutDown(grace.get());
      } else {
        agent.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | NumberFormatException e) {
      log.error("{}: {}; pods go on", shutdownFile, e.toString());
      agent.close();
    }
  }

  private static Optional<Duration> grace(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Duration grace = Duration.ofSeconds(Long.parseLong(Files.readString(file).strip()));
    Files.deleteIfExists(file);
    return Optional.of(grace);
  }

  private static CountDownLatch onTermination(Runnable stop) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      stop.run();
                      stopped.countDown();
                    }));
    return stopped;
  }

  private static void announce(Path file, InetSocketAddress address) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(
        temporary, address.getAddress().getHostAddress() + ":" + address.getPort() + "\n");
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
