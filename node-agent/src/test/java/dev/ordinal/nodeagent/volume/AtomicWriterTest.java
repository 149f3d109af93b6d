package dev.ordinal.nodeagent.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicWriterTest {

  @TempDir Path directory;

  private static Payload payload(String... pathsAndTexts) {
    Payload payload = new Payload();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      payload.add(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8), 0640);
    }
    return payload;
  }

  @Test
  void filesAppearBehindOneLinkThatIsSwapped() throws Exception {
    AtomicWriter writer = new AtomicWriter(directory.resolve("v"));
    assertThat(writer.write(payload("a", "1", "sub/b", "2"))).isTrue();
    Path data = directory.resolve("v/..data");
    Path first = Files.readSymbolicLink(data);
    assertThat(directory.resolve("v/a")).hasContent("1").isSymbolicLink();
    assertThat(directory.resolve("v/sub/b")).hasContent("2");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("v/a"))))
        .isEqualTo("rw-r-----");

    assertThat(writer.write(payload("a", "1", "sub/b", "2"))).isFalse();
    assertThat(Files.readSymbolicLink(data)).isEqualTo(first);

    assertThat(writer.write(payload("a", "3"))).isTrue();
    assertThat(Files.readSymbolicLink(data)).isNotEqualTo(first);
    assertThat(directory.resolve("v/a")).hasContent("3");
    assertThat(Files.exists(directory.resolve("v/sub"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
        .isFalse();
    assertThat(directory.resolve("v").resolve(first)).doesNotExist();
  }

  @Test
  void pathsStayInside() {
    assertThatThrownBy(() -> payload("../x", "1")).isInstanceOf(VolumeFailure.class);
    assertThatThrownBy(() -> payload("a/../../x", "1")).isInstanceOf(VolumeFailure.class);
    assertThatThrownBy(() -> payload("/x", "1")).isInstanceOf(VolumeFailure.class);
    assertThatThrownBy(() -> payload("..data", "1")).isInstanceOf(VolumeFailure.class);
  }

  @Test
  void deletionFollowsNoLinks() throws Exception {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("keep"), "x");
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), outside);
    Trees.delete(tree);
    assertThat(tree).doesNotExist();
    assertThat(outside.resolve("keep")).exists();
  }
}
