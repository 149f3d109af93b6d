package dev.ordinal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.e2e.support.Requirements;
import dev.ordinal.e2e.support.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tutorial's pods on a machine that has none of their programs. */
final class StandInTest {

  @Test
  void theTutorialsPodsRunOnTheJdkAlone() throws IOException {
    Requirements.program("unshare", "util-linux");
    try (TestCluster cluster = TestCluster.prepared()) {
      startWithoutPrograms(cluster);
      cluster.kubectl("apply", "-f", cluster.example("tkb-sts.yaml")).ok();
      cluster.kubectl("apply", "-f", cluster.example("jump-pod.yaml")).ok();
      cluster.awaitReady("tkb-sts", 3);
      cluster.kubectl("wait", "--for=condition=Ready", "pod/jump-pod", "--timeout=60s").ok();

      String page = "echo hello > /usr/share/nginx/html/index.html";
      cluster.kubectl("exec", "tkb-sts-0", "--", "sh", "-c", page).ok();
      assertThat(inJumpPod(cluster, "curl", "-s", "http://tkb-sts-0.dullahan").strip())
          .isEqualTo("hello");
      assertThat(cluster.kubectl("logs", "tkb-sts-0").ok().out())
          .contains("\"GET / HTTP/1.1\" 200 6");
      assertThat(inJumpPod(cluster, "curl", "--version")).contains("Ordinal");

      String answer = inJumpPod(cluster, "dig", "SRV", "dullahan.default.svc.cluster.local");
      assertThat(answer).contains("DiG (Ordinal)", "status: NOERROR", "ANSWER: 3");
      for (int ordinal = 0; ordinal < 3; ordinal++) {
        String pod = "tkb-sts-" + ordinal;
        assertThat(answer)
            .contains(pod + ".dullahan.default.svc.cluster.local.")
            .contains(cluster.field("pod", pod, ".status.podIP"));
      }
      assertThat(inJumpPod(cluster, "nslookup", "tkb-sts-1.dullahan"))
          .contains(cluster.field("pod", "tkb-sts-1", ".status.podIP"));

      cluster.ordinal("down").ok();
      assertNothingRuns(cluster);
    }
  }

  private static void startWithoutPrograms(TestCluster cluster) throws IOException {
    Path hidden = Files.createTempDirectory("ordinal-hidden");
    String up = cluster.home().resolve("ordinal") + " up --data-dir " + cluster.data();
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> namespace =
        root
            ? List.of("unshare", "--mount")
            : List.of("unshare", "--user", "--map-current-user", "--keep-caps", "--mount");
    List<String> command = new ArrayList<>(namespace);
    command.addAll(List.of("sh", "-c", hide(hidden) + "exec " + up));
    cluster.run(command.toArray(String[]::new)).ok();
    Files.delete(hidden);
  }

  /**
   * A file mounted over each program would show in no pod: a pod sees what lies beneath. So an
   * overlay takes them away, by the devices that mean so to it.
   */
  private static String hide(Path room) {
    return """
    set -e
    mount -t tmpfs none %1$s
    mkdir -p %1$s/work %1$s/up/bin %1$s/up/sbin
    for program in nginx curl dig nslookup host; do
      mknod %1$s/up/bin/$program c 0 0
      mknod %1$s/up/sbin/$program c 0 0
    done
    mount -t overlay overlay -o lowerdir=/usr,upperdir=%1$s/up,workdir=%1$s/work /usr
    """
        .formatted(room);
  }

  private static String inJumpPod(TestCluster cluster, String... command) {
    List<String> words = new ArrayList<>(List.of("exec", "jump-pod", "--"));
    words.addAll(List.of(command));
    return cluster.kubectl(words.toArray(String[]::new)).ok().out();
  }

  private static void assertNothingRuns(TestCluster cluster) {
    String data = cluster.data().toString();
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(process -> process.info().commandLine().orElse("").contains(data));
  }
}
