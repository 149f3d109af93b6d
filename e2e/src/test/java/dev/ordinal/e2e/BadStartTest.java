package dev.ordinal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.e2e.support.Result;
import dev.ordinal.e2e.support.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A start that cannot work says why in one line, and leaves nothing half-started. */
final class BadStartTest {

  @Test
  void aPortThatIsTaken() throws IOException {
    try (TestCluster cluster = TestCluster.prepared();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Result up =
          cluster.ordinal("up", "--api-port", Integer.toString(taken.getLocalPort())).failed();
      assertThat(up.err())
          .contains("port " + taken.getLocalPort() + " on 127.0.0.1 is taken")
          .contains("--api-port");
      assertNothingRuns(cluster);
    }
  }

  @Test
  void aDirectoryOfAnotherCluster() {
    try (TestCluster cluster = TestCluster.started()) {
      Result up = cluster.ordinal("up", "--name", "other").failed();
      assertThat(up.err()).contains("belongs to the cluster `default`").contains("--data-dir");
    }
  }

  @Test
  void aFullDisk() throws IOException {
    try (TestCluster cluster = TestCluster.prepared()) {
      Path small = Files.createDirectory(cluster.data());
      // In a mount namespace of its own the data directory is a very small disk.
      Result up =
          cluster.run(
              "unshare",
              "--user",
              "--map-current-user",
              "--keep-caps",
              "--mount",
              "sh",
              "-c",
              "mount -t tmpfs -o size=192k none "
                  + small
                  + " && exec "
                  + cluster.home().resolve("ordinal")
                  + " up --data-dir "
                  + small);
      assertThat(up.failed().err()).contains("no space left").contains("--data-dir");
      assertNothingRuns(cluster);
    }
  }

  @Test
  void anOldJdk() {
    try (TestCluster cluster = TestCluster.prepared()) {
      // In a mount namespace of its own the machine has no JDK at all.
      Result result =
          inAWorldWhere(
              cluster,
              "mount -t tmpfs none /usr/lib/jvm",
              "env -i HOME=/nonexistent PATH=/usr/bin:/bin JAVA_HOME=/nonexistent "
                  + cluster.home().resolve("ordinal")
                  + " version");
      assertThat(result.failed().err()).contains("needs a JDK 25 or newer").contains("JAVA_HOME");
    }
  }

  @Test
  void aProgramThatIsMissing() throws IOException {
    try (TestCluster cluster = TestCluster.prepared()) {
      String ip = cluster.run("sh", "-c", "command -v ip").ok().text();
      Result up =
          inAWorldWhere(
              cluster,
              "mount --bind /dev/null $(readlink -f " + ip + ")",
              cluster.home().resolve("ordinal") + " up --data-dir " + cluster.data());
      assertThat(up.failed().err())
          .contains("the program `ip` is missing: install the package iproute2");
      assertNothingRuns(cluster);
    }
  }

  private static Result inAWorldWhere(TestCluster cluster, String change, String command) {
    return cluster.run(
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        change + " && exec " + command);
  }

  private static void assertNothingRuns(TestCluster cluster) throws IOException {
    assertThat(cluster.status().path("components").findValuesAsText("state"))
        .doesNotContain("running");
    String data = cluster.data().toString();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      assertThat(process.info().commandLine().orElse("")).doesNotContain("-dir=" + data);
    }
  }
}
