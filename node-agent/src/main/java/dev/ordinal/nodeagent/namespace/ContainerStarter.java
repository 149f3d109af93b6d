package dev.ordinal.nodeagent.namespace;

import dev.ordinal.nodeagent.image.CatalogueImage;
import dev.ordinal.nodeagent.linux.ControlGroups;
import dev.ordinal.nodeagent.linux.LinuxException;
import dev.ordinal.nodeagent.linux.PauseProcess;
import dev.ordinal.nodeagent.linux.Poller;
import dev.ordinal.nodeagent.linux.ProcessCalls;
import dev.ordinal.nodeagent.linux.ProgramMissing;
import dev.ordinal.nodeagent.linux.RootSpec;
import dev.ordinal.nodeagent.linux.RootThread;
import dev.ordinal.nodeagent.linux.Supervisor;
import dev.ordinal.nodeagent.linux.SupervisorSpec;
import dev.ordinal.nodeagent.runtime.ContainerSpec;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import dev.ordinal.nodeagent.supervised.ContainerCommand;
import dev.ordinal.nodeagent.supervised.Identity;
import dev.ordinal.nodeagent.supervised.Places;
import dev.ordinal.nodeagent.supervised.Records;
import dev.ordinal.nodeagent.supervised.RunningContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a container's root and starts its main process. */
final class ContainerStarter {

  private final Places places;
  private final Poller poller;
  private final boolean manyUsers;
  private final ControlGroups groups;

  ContainerStarter(Places places, Poller poller, boolean manyUsers, ControlGroups groups) {
    this.groups = groups;
    this.places = places;
    this.poller = poller;
    this.manyUsers = manyUsers;
  }

  /**
   * Starts it.
   *
   * @param pins of the pod's namespaces
   * @param processes the PID namespace that the pod's containers share
   */
  RunningContainer start(
      ContainerSpec spec, CatalogueImage image, List<Path> pins, Optional<Path> processes) {
    Path directory = places.container(spec.id());
    try {
      Path shm = places.shm(spec.id().podUid());
      return start(spec, image, new Start(directory, pins, shm, processes));
    } catch (ProgramMissing e) {
      discard(directory);
      throw new RuntimeFailure(
          "RunContainerError",
          "failed to create containerd task: failed to create shim task: OCI runtime create failed:"
              + " runc create failed: unable to start container process: error during container"
              + " init: "
              + e.getMessage(),
          e);
    } catch (IOException | LinuxException e) {
      discard(directory);
      throw new RuntimeFailure("CreateContainerError", String.valueOf(e.getMessage()), e);
    }
  }

  private record Start(Path directory, List<Path> pins, Path shm, Optional<Path> processes) {}

  private RunningContainer start(ContainerSpec spec, CatalogueImage image, Start start)
      throws IOException {
    Path directory = start.directory();
    Records.deleteTree(directory);
    Files.createDirectories(directory);
    Identity identity = new Identity(image, spec.security(), manyUsers);
    List<String> command = ContainerCommand.of(spec);
    Map<String, String> env = new LinkedHashMap<>(spec.image().env());
    env.putAll(spec.env());
    env.putIfAbsent("HOME", identity.home(places.etc()));
    if (spec.tty()) {
      env.putIfAbsent("TERM", "xterm");
    }
    if (!manyUsers) {
      // root of one user only cannot give files away, and kubectl cp has tar try it
      env.putIfAbsent("TAR_OPTIONS", "--no-same-owner");
    }
    String workingDir = spec.workingDir().orElse(spec.image().workingDir());
    Supervisor supervisor = new Supervisor(directory);
    supervisor.makePipes();
    RootSpec rootSpec =
        new RootSpec(
            directory,
            places.etc(),
            start.shm(),
            start.pins(),
            image.files(),
            mounts(spec, directory),
            spec.security().readOnlyRoot(),
            workingDir.isEmpty() ? "/" : workingDir,
            command.getFirst(),
            env.getOrDefault("PATH", ""));
    List<String> argv = new ArrayList<>(identity.mainPrefix());
    argv.addAll(command);
    SupervisorSpec supervisorSpec =
        new SupervisorSpec(
            directory,
            places.script(),
            start.pins(),
            start.processes(),
            spec.tty(),
            spec.stdin(),
            rootSpec.workingDir(),
            argv,
            env,
            groups.create(
                RunningContainer.groupName(spec.id()),
                spec.resources().memoryBytes(),
                spec.resources().cpuMillis()),
            spec.resources().oomScoreAdjust());
    try (RootThread root = RootThread.build(rootSpec)) {
      long pid = supervisor.start(supervisorSpec, root);
      String sharedMounts = start.processes().isPresent() ? PauseProcess.mountNamespace(pid) : "";
      Records.Container record =
          record(spec, identity, supervisorSpec, new Started(pid, sharedMounts));
      Records.write(directory.resolve("container.json"), record);
      RunningContainer container = new RunningContainer(spec.id(), record, directory);
      container.open(poller);
      return container;
    }
  }

  private static List<RootSpec.Mount> mounts(ContainerSpec spec, Path directory)
      throws IOException {
    List<RootSpec.Mount> mounts = new ArrayList<>();
    spec.mounts()
        .forEach(
            mount ->
                mounts.add(
                    new RootSpec.Mount(
                        mount.source(), mount.subPath(), mount.target(), mount.readOnly())));
    if (!spec.terminationMessagePath().isEmpty()) {
      Path lastWords = Files.createFile(directory.resolve("termination-log"));
      Files.setAttribute(lastWords, "unix:mode", 0666);
      mounts.add(new RootSpec.Mount(lastWords, "", spec.terminationMessagePath(), false));
    }
    return mounts;
  }

  private record Started(long pid, String sharedMounts) {}

  private static Records.Container record(
      ContainerSpec spec, Identity identity, SupervisorSpec supervisor, Started started) {
    return new Records.Container(
        spec.image().reference(),
        spec.image().id(),
        ContainerCommand.newRuntimeId(),
        spec.image().stopSignal(),
        spec.tty(),
        spec.stdin(),
        spec.stdinOnce(),
        supervisor.workingDir(),
        supervisor.env(),
        identity.execPrefix(),
        System.currentTimeMillis(),
        started.pid(),
        ProcessCalls.startTime(started.pid()).orElse(0),
        started.sharedMounts(),
        false);
  }

  private static void discard(Path directory) {
    try {
      Records.deleteTree(directory);
    } catch (IOException e) {
      // it is deleted with its sandbox
    }
  }
}
