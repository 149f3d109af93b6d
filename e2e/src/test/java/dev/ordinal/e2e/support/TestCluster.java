package dev.ordinal.e2e.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A cluster of the test's own in a new directory, driven by the launcher script and by kubectl. */
public final class TestCluster implements AutoCloseable {

  private final Path home;
  private final Path directory;
  private final Shell shell;
  private final String kubectl;

  private TestCluster(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
    this.kubectl =
        Optional.ofNullable(System.getenv("ORDINAL_KUBECTL"))
            .filter(k -> !k.isEmpty())
            .orElse("kubectl");
    this.shell =
        new Shell(
            Map.of(
                "KUBECONFIG", kubeconfig().toString(),
                // kubectl keeps what it has discovered: not from another test's cluster on the same
                // port.
                "KUBECACHEDIR", directory.resolve("kubectl-cache").toString(),
                "HOME", directory.toString(),
                "PATH", System.getenv("PATH") + ":/usr/sbin:/sbin"));
  }

  /** A directory for a cluster that is not started yet. */
  public static TestCluster prepared() {
    String home = System.getenv("ORDINAL_HOME");
    Requirements.require(
        home != null,
        "ORDINAL_HOME does not name a packaged distribution: run `./ordinal test e2e`");
    for (String program : List.of("unshare", "nsenter", "setsid")) {
      Requirements.program(program, "util-linux");
    }
    Requirements.program("ip", "iproute2");
    try {
      return new TestCluster(
          Path.of(String.valueOf(home)), Files.createTempDirectory("ordinal-e2e"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A running cluster with two nodes. */
  public static TestCluster started() {
    TestCluster cluster = prepared();
    try {
      cluster.ordinal("up").ok();
      return cluster;
    } catch (Throwable e) {
      cluster.close();
      throw e;
    }
  }

  /** Where the cluster's data lies. */
  public Path data() {
    return directory.resolve("data");
  }

  /** The distribution's directory. */
  public Path home() {
    return home;
  }

  /** The administrator's kubeconfig. */
  public Path kubeconfig() {
    return data().resolve("kubeconfig");
  }

  /** Runs the launcher with a command, for this cluster. */
  public Result ordinal(String command, String... arguments) {
    List<String> whole =
        new ArrayList<>(
            List.of(home.resolve("ordinal").toString(), command, "--data-dir", data().toString()));
    whole.addAll(List.of(arguments));
    return shell.run(whole);
  }

  /** What `ordinal status --output json` prints. */
  public JsonNode status() {
    try {
      return new ObjectMapper().readTree(ordinal("status", "--output", "json").out());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs kubectl. */
  public Result kubectl(String... arguments) {
    return shell.run(kubectlCommand(arguments));
  }

  /** Runs kubectl with a manifest (or anything else) as its input. */
  public Result kubectlWith(String input, String... arguments) {
    return shell.run(kubectlCommand(arguments), input);
  }

  /** Starts a kubectl that goes on, such as a watch. */
  public Background kubectlInBackground(String... arguments) {
    return shell.start(kubectlCommand(arguments));
  }

  /** Starts a kubectl on a terminal of its own. */
  public Background kubectlOnTerminal(String... arguments) {
    return shell.start(
        List.of("script", "-qefc", String.join(" ", kubectlCommand(arguments)), "/dev/null"));
  }

  /** Runs any program with the cluster's environment. */
  public Result run(String... command) {
    return shell.run(List.of(command));
  }

  /** One field of an object by JSONPath, empty where the object is not there. */
  public String field(String kind, String name, String path) {
    return kubectl("get", kind, name, "--ignore-not-found", "-o", "jsonpath={" + path + "}").text();
  }

  /**
   * Waits until a StatefulSet has a number of ready replicas of the same number wanted, all of the
   * newest revision.
   */
  public void awaitReady(String set, int replicas) {
    String wanted = replicas + " " + replicas + " " + replicas;
    Await.until(
        set + " is " + replicas + "/" + replicas,
        () ->
            kubectl(
                    "get",
                    "sts",
                    set,
                    "-o",
                    "jsonpath={.spec.replicas} {.status.readyReplicas} {.status.updatedReplicas}")
                .text(),
        wanted::equals);
  }

  /** An example manifest that ships with the distribution. */
  public String example(String name) {
    return home.resolve("examples").resolve(name).toString();
  }

  private List<String> kubectlCommand(String... arguments) {
    List<String> command = new ArrayList<>(List.of(kubectl));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Stops the cluster and deletes its directory. */
  @Override
  public void close() {
    if (Files.exists(data())) {
      ordinal("down", "--grace", "1");
      if ("true".equals(System.getenv("ORDINAL_KEEP"))) {
        return;
      }
      ordinal("reset", "--yes");
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }
}
