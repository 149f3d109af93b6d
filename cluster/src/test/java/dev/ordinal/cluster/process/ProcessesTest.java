package dev.ordinal.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessesTest {

  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

  @TempDir private Path directory;

  @Test
  void aProcessIsKnownByMoreThanItsNumber() throws Exception {
    ProcessIdentity sleeper =
        ProcessStarter.start(List.of("sleep", "60"), PATH, directory.resolve("log"));

    assertThat(sleeper.isAlive()).isTrue();
    assertThat(
            new ProcessIdentity(sleeper.pid(), sleeper.startTicks() + 1, sleeper.bootId())
                .isAlive())
        .isFalse();
    assertThat(new ProcessIdentity(sleeper.pid(), sleeper.startTicks(), "another boot").isAlive())
        .isFalse();

    ProcessStarter.kill(sleeper);
    assertThat(ProcessStarter.awaitEnd(sleeper, Duration.ofSeconds(10))).isTrue();
    assertThat(ProcessStarter.terminate(sleeper)).isFalse();
  }

  @Test
  void outputGoesToTheLogAndTheEnvironmentIsTheGivenOne() throws Exception {
    Path log = directory.resolve("log");
    ProcessIdentity process =
        ProcessStarter.start(
            List.of("sh", "-c", "echo $WORD; echo oops >&2; [ -z \"$HOME\" ] && sleep 1"),
            Map.of("PATH", "/usr/bin:/bin", "WORD", "hello"),
            log);

    ProcessStarter.awaitEnd(process, Duration.ofSeconds(10));
    assertThat(Files.readAllLines(log)).containsExactly("hello", "oops");
  }

  @Test
  void aTreeHoldsItsDescendants() throws Exception {
    ProcessIdentity root =
        ProcessStarter.start(
            List.of("sh", "-c", "sleep 60 & sleep 60"), PATH, directory.resolve("log"));
    try {
      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      List<ProcessTable.Entry> tree = List.of();
      while (tree.size() < 3 && System.nanoTime() < deadline) {
        tree = ProcessTable.treesOf(entry -> entry.pid() == root.pid());
      }
      assertThat(tree).hasSize(3);
      assertThat(tree.getFirst().pid()).isEqualTo(root.pid());
    } finally {
      for (ProcessTable.Entry entry : ProcessTable.treesOf(entry -> entry.pid() == root.pid())) {
        Optional<ProcessIdentity> identity = ProcessIdentity.of(entry.pid());
        identity.ifPresent(ProcessStarter::kill);
      }
    }
  }

  @Test
  void aFailedProgramSpeaksForItself() {
    assertThatThrownBy(() -> ProcessStarter.run(List.of("sh", "-c", "echo no such thing; exit 3")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("failed with 3: no such thing");
  }
}
