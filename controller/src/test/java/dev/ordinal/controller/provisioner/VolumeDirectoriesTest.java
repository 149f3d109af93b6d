package dev.ordinal.controller.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeDirectoriesTest {
  @TempDir private Path root;

  @Test
  void madeForEveryUserAndRemovedWithContent() throws IOException {
    VolumeDirectories directories = new VolumeDirectories(root.resolve("volumes"));
    directories.create("pvc-1");
    directories.create("pvc-1");
    Path made = root.resolve("volumes/pvc-1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwxrwxrwx");

    Path outside = Files.writeString(root.resolve("outside"), "stays");
    Files.createDirectories(made.resolve("a/b"));
    Files.writeString(made.resolve("a/b/file"), "goes");
    Files.createSymbolicLink(made.resolve("link"), outside);
    directories.delete("pvc-1");
    directories.delete("pvc-1");
    assertThat(made).doesNotExist();
    assertThat(outside).hasContent("stays");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "/etc", ".hidden", "a\0b"})
  void aHandleNeverLeadsElsewhere(String handle) {
    assertThatThrownBy(() -> new VolumeDirectories(root).delete(handle))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
