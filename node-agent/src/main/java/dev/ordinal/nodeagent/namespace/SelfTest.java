package dev.ordinal.nodeagent.namespace;

import dev.ordinal.nodeagent.linux.LinuxException;
import dev.ordinal.nodeagent.linux.Mounts;
import dev.ordinal.nodeagent.linux.Namespaces;
import dev.ordinal.nodeagent.linux.Namespaces.Kind;
import dev.ordinal.nodeagent.linux.ProgramMissing;
import dev.ordinal.nodeagent.linux.RootSpec;
import dev.ordinal.nodeagent.linux.RootThread;
import dev.ordinal.nodeagent.linux.Supervisor;
import dev.ordinal.nodeagent.linux.SupervisorSpec;
import dev.ordinal.nodeagent.supervised.Places;
import dev.ordinal.nodeagent.supervised.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs {@code true} as a container before the first pod: it shows that the machine can, and loads
 * every class that a thread needs whose root is exchanged.
 */
final class SelfTest {

  private final Places places;
  private final Path nodeNetwork;

  SelfTest(Places places, Path nodeNetwork) {
    this.places = places;
    this.nodeNetwork = nodeNetwork;
  }

  /**
   * Does it.
   *
   * @throws IOException with the step that the machine refused, and what to do instead
   */
  void run() throws IOException {
    Path directory = places.rootDir().resolve("self-test");
    Path pins = directory.resolve("ns");
    Path shm = directory.resolve("shm");
    clear(directory, pins, shm);
    try {
      Files.createDirectories(shm);
      Mounts.sharedMemory(shm);
      Namespaces.create(pins, List.of(Kind.UTS, Kind.IPC), "self-test", () -> {});
      start(directory.resolve("container"), shm, pins);
    } catch (IOException | LinuxException | ProgramMissing e) {
      throw new IOException(
          "this machine cannot run pods in namespaces ("
              + e.getMessage()
              + "); start with --isolation=process instead",
          e);
    } finally {
      clear(directory, pins, shm);
    }
  }

  private void start(Path directory, Path shm, Path pins) throws IOException {
    List<Path> files =
        List.of(nodeNetwork, pins.resolve(Kind.UTS.file()), pins.resolve(Kind.IPC.file()));
    Supervisor supervisor = new Supervisor(directory);
    supervisor.makePipes();
    RootSpec root =
        new RootSpec(
            directory,
            places.etc(),
            shm,
            files,
            List.of(),
            List.of(),
            false,
            "/",
            "true",
            "/usr/bin:/bin");
    SupervisorSpec spec =
        new SupervisorSpec(
            directory,
            places.script(),
            files,
            Optional.empty(),
            false,
            false,
            "/",
            List.of("/usr/bin/setpriv", "--inh-caps=-all", "--", "true"),
            Map.of("PATH", "/usr/bin:/bin"),
            List.of(),
            0);
    try (RootThread thread = RootThread.build(root)) {
      supervisor.start(spec, thread);
    }
    int code = supervisor.awaitExitCode();
    supervisor.acknowledge();
    if (code != 0) {
      throw new IOException("a first program ended with " + code + ": " + supervisor.setupErrors());
    }
  }

  private static void clear(Path directory, Path pins, Path shm) throws IOException {
    Namespaces.unpin(pins);
    Mounts.detach(shm);
    Records.deleteTree(directory);
  }
}
