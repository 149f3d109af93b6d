package dev.ordinal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.controller.runtime.Flag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerFlagsTest {
  @TempDir Path directory;
  private String kubeconfig = "";

  @BeforeEach
  void write() throws IOException {
    Path file = directory.resolve("kubeconfig");
    Files.writeString(
        file,
        """
        current-context: c
        contexts: [{name: c, context: {cluster: c}}]
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
        """);
    kubeconfig = file.toString();
  }

  @Test
  void bothSpellingsAndUpstreamsNames() {
    ControllerFlags flags =
        ControllerFlags.parse(
            new String[] {
              "--kubeconfig=" + kubeconfig, "--volumes-dir", "/v", "--node-monitor-period=1s"
            });
    assertThat(flags.config().volumesDir()).isEqualTo(Path.of("/v"));
    assertThat(flags.config().settings().duration(Flag.NODE_MONITOR_PERIOD)).hasSeconds(1);
    assertThat(flags.config().port()).isZero();
    assertThat(flags.addressFile()).isNull();
  }

  @Test
  void aWrongCommandLineIsNamed() {
    assertThatThrownBy(() -> parse("--volumes-dir=/v")).hasMessage("--kubeconfig is required");
    assertThatThrownBy(() -> parse("--kubeconfig=" + kubeconfig, "--volumes-dir=/v", "--x=1"))
        .hasMessage("unknown flag: --x");
    assertThatThrownBy(() -> parse("serve")).hasMessage("unexpected argument: serve");
    assertThatThrownBy(() -> parse("--kubeconfig")).hasMessageContaining("needs an argument");
    assertThatThrownBy(() -> parse("--kubeconfig=/none", "--volumes-dir=/v"))
        .hasMessageContaining("/none");
  }

  private static ControllerFlags parse(String... arguments) {
    return ControllerFlags.parse(arguments);
  }
}
