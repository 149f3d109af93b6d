package dev.ordinal.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreesTest {

  @TempDir private Path directory;

  @Test
  void aTreeGoesWithItsClosedDirectoriesAndItsLinksLeadNowhere() throws Exception {
    Path kept = Files.writeString(directory.resolve("kept"), "x");
    Path tree = Files.createDirectories(directory.resolve("tree/inner/work"));
    Files.writeString(tree.resolve("file"), "x");
    Files.createSymbolicLink(directory.resolve("tree/link"), kept);
    Files.createSymbolicLink(directory.resolve("tree/directory"), directory);
    Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("---------"));

    Trees.delete(directory.resolve("tree"));

    assertThat(directory.resolve("tree")).doesNotExist();
    assertThat(kept).exists();
    Trees.delete(directory.resolve("tree"));
  }
}
