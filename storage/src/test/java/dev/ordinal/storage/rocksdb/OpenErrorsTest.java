package dev.ordinal.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.storage.Key;
import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.StoreException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads when a store cannot be opened. */
class OpenErrorsTest {

  @TempDir private Path directory;

  @Test
  void aSecondOpenerIsToldWhoHoldsTheStore() {
    try (RocksStore store = open()) {
      assertRefused(Code.LOCKED, "in use by this process", "choose another directory");
      assertThat(store.create(new Key("/a/b"), new byte[0])).isNotNull();
    }
    open().close();
  }

  @Test
  void anotherProcessIsNamed() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.library.path="
                    + RocksLibrary.unpack(Path.of("target", "native")).toAbsolutePath().getParent(),
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                directory.toString(),
                "1")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(holder.getInputStream().read()).isPositive(); // it has written, so it is open
      assertRefused(Code.LOCKED, "in use by process " + holder.pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    open().close();
  }

  @Test
  void aNewerFormatIsLeftAlone() throws Exception {
    open().close();
    Files.writeString(directory.resolve("FORMAT"), "ordinal-store 2\n");
    assertRefused(Code.NEWER_FORMAT, "has format 2", "formats up to 1");
  }

  @Test
  void aDamagedFormatFileIsCorruption() throws Exception {
    open().close();
    Files.writeString(directory.resolve("FORMAT"), "???");
    assertRefused(Code.CORRUPT, "FORMAT reads '???'");
    Files.delete(directory.resolve("FORMAT"));
    assertRefused(Code.CORRUPT, "FORMAT is missing");
  }

  @Test
  void damageInTheMiddleOfTheLogIsNotSkipped() throws Exception {
    try (RocksStore store = open()) {
      for (int i = 0; i < 100; i++) {
        store.create(new Key("/a/" + i), "value".repeat(20).getBytes(UTF_8));
      }
    }
    Path log = files(".log").getFirst();
    byte[] bytes = Files.readAllBytes(log);
    for (int i = 0; i < 40; i++) {
      bytes[bytes.length / 2 + i] ^= 0x55;
    }
    Files.write(log, bytes);
    assertRefused(Code.CORRUPT, "is damaged", "put a copy of the directory back");
  }

  @Test
  void aTornEndOfTheLogIsNormalAfterACrash() throws Exception {
    try (RocksStore store = open()) {
      store.create(new Key("/a/1"), "first".getBytes(UTF_8));
      store.create(new Key("/a/2"), "second".getBytes(UTF_8));
    }
    Path log = files(".log").getFirst();
    byte[] bytes = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(bytes, bytes.length - 7));
    try (RocksStore store = open()) {
      assertThat(store.get(new Key("/a/1"))).isPresent();
      assertThat(store.get(new Key("/a/2"))).isEmpty();
    }
  }

  @Test
  void aMissingFileIsCorruption() throws Exception {
    open().close();
    Files.delete(files("MANIFEST").getFirst());
    assertRefused(Code.CORRUPT, "is damaged", "MANIFEST");
  }

  @Test
  void aFileInTheWayIsNamed() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> RocksStore.open(file, StoreConfig.defaults()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString());
  }

  private RocksStore open() {
    return RocksStore.open(directory, StoreConfig.defaults());
  }

  private List<Path> files(String part) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(it -> it.getFileName().toString().contains(part)).toList();
    }
  }

  private void assertRefused(Code code, String... parts) {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(directory.toString())
        .hasMessageContainingAll(parts);
  }
}
