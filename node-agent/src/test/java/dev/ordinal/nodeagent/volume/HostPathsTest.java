package dev.ordinal.nodeagent.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostPathsTest {

  @TempDir Path directory;

  @Test
  void typesAreChecked() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(HostPaths.prepare(file.toString(), "File")).isEqualTo(file);
    assertThatThrownBy(() -> HostPaths.prepare(file.toString(), "Directory"))
        .hasMessage("hostPath type check failed: " + file + " is not a directory");
    assertThatThrownBy(() -> HostPaths.prepare(directory.toString(), "File"))
        .hasMessage("hostPath type check failed: " + directory + " is not a file");
    assertThatThrownBy(() -> HostPaths.prepare(directory.toString(), "Socket"))
        .hasMessage("hostPath type check failed: " + directory + " is not a socket file");
    assertThat(HostPaths.prepare("/dev/null", "CharDevice")).isEqualTo(Path.of("/dev/null"));
  }

  @Test
  void missingOnesAreMadeWhereTheTypeAllows() {
    assertThat(HostPaths.prepare(directory.resolve("a/b").toString(), "DirectoryOrCreate"))
        .isDirectory();
    assertThat(HostPaths.prepare(directory.resolve("c").toString(), "")).isDirectory();
    assertThat(HostPaths.prepare(directory.resolve("d").toString(), "FileOrCreate"))
        .isRegularFile();
  }
}
