package dev.ordinal.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk refuses writes, loses nothing, and writes go on once there is room. */
class DiskFullTest {

  private static final List<String> OWN_MOUNTS =
      List.of("unshare", "--user", "--map-root-user", "--mount");

  @TempDir private Path directory;

  @Test
  void losesNothingAndGoesOn() throws Exception {
    if (!Boolean.parseBoolean(System.getenv("ORDINAL_REQUIRE_ALL"))) {
      Assumptions.assumeTrue(
          run("mount -t tmpfs tmpfs '%s'").ended == 0,
          "this machine gives no mount namespace of one's own (unshare --user --mount)");
    }
    Path libraries = Path.of("target", "native").toAbsolutePath();
    RocksLibrary.unpack(libraries);
    Result result =
        run(
            "mount -t tmpfs -o size=32m tmpfs '%s' && exec \"$@\"",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.library.path=" + libraries,
            "-cp",
            System.getProperty("java.class.path"),
            DiskFullProgram.class.getName(),
            directory.toString());
    assertThat(result.ended).as(result.output).isZero();
    assertThat(result.output).contains("fine: ", "no space left for the store in " + directory);
  }

  private record Result(int ended, String output) {}

  private Result run(String script, String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(OWN_MOUNTS));
    builder.command().addAll(List.of("sh", "-c", script.replace("%s", directory.toString()), "sh"));
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), output);
  }
}
