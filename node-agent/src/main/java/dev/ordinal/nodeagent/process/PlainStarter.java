package dev.ordinal.nodeagent.process;

import dev.ordinal.nodeagent.image.CatalogueImage;
import dev.ordinal.nodeagent.linux.LinuxException;
import dev.ordinal.nodeagent.linux.MarkedProcesses;
import dev.ordinal.nodeagent.linux.Poller;
import dev.ordinal.nodeagent.linux.ProcessCalls;
import dev.ordinal.nodeagent.linux.Supervisor;
import dev.ordinal.nodeagent.linux.SupervisorSpec;
import dev.ordinal.nodeagent.runtime.ContainerSpec;
import dev.ordinal.nodeagent.runtime.RuntimeConfig;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import dev.ordinal.nodeagent.supervised.ContainerCommand;
import dev.ordinal.nodeagent.supervised.HalfStarted;
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
import java.util.function.UnaryOperator;

/** Starts a container's main process as a process of the host. */
final class PlainStarter {

  private final RuntimeConfig config;
  private final Places places;
  private final Poller poller;
  private final boolean manyUsers;

  PlainStarter(RuntimeConfig config, Places places, Poller poller, boolean manyUsers) {
    this.config = config;
    this.places = places;
    this.poller = poller;
    this.manyUsers = manyUsers;
  }

  /** Starts it; nothing is left of one that cannot be started. */
  RunningContainer start(ContainerSpec spec, CatalogueImage image, Records.Sandbox sandbox) {
    Path directory = places.container(spec.id());
    try {
      PortCheck.of(spec, image);
      Records.deleteTree(directory);
      Files.createDirectories(directory);
      return start(spec, image, sandbox, directory);
    } catch (IOException | LinuxException e) {
      discard(directory);
      throw new RuntimeFailure("CreateContainerError", String.valueOf(e.getMessage()), e);
    } catch (RuntimeFailure e) {
      discard(directory);
      throw e;
    }
  }

  private RunningContainer start(
      ContainerSpec spec, CatalogueImage image, Records.Sandbox sandbox, Path directory)
      throws IOException {
    Path root = directory.resolve("root");
    UnaryOperator<String> variables =
        text -> text.replace("${ROOT}", root.toString()).replace("${POD_IP}", sandbox.ip());
    PlainRoot plainRoot = new PlainRoot(root);
    plainRoot.lay(image, variables);
    for (ContainerSpec.Mount mount : mounts(spec, directory)) {
      plainRoot.mount(mount);
    }
    PathTranslation translation = plainRoot.translation();
    Map<String, String> env = new LinkedHashMap<>();
    spec.image().env().forEach((name, value) -> env.put(name, variables.apply(value)));
    spec.env().forEach((name, value) -> env.put(name, translation.apply(value)));
    env.put("PATH", plainRoot.searchPath(env.getOrDefault("PATH", "/usr/bin:/bin")));
    env.putAll(reachable(spec.env()));
    env.putIfAbsent("POD_IP", sandbox.ip());
    env.put("ORDINAL_ROOT", root.toString());
    env.put(MarkedProcesses.VARIABLE, directory.toString());
    boolean ofImage = spec.command().isEmpty();
    List<String> command =
        ContainerCommand.of(spec).stream()
            .map(word -> ofImage ? variables.apply(word) : word)
            .map(translation::apply)
            .toList();
    Path workingDir = plainRoot.workingDir(spec.workingDir().orElse(spec.image().workingDir()));
    ProgramCheck.require(command.getFirst(), workingDir, env.getOrDefault("PATH", ""));
    Identity identity = new Identity(image, spec.security(), manyUsers);
    List<String> argv = new ArrayList<>(manyUsers ? identity.mainPrefix() : List.of());
    argv.addAll(command);
    SupervisorSpec supervisorSpec =
        new SupervisorSpec(
            directory,
            places.script(),
            List.of(),
            Optional.empty(),
            spec.tty(),
            spec.stdin(),
            workingDir.toString(),
            argv,
            env,
            List.of(),
            spec.resources().oomScoreAdjust());
    List<String> execPrefix = manyUsers ? identity.execPrefix() : List.of();
    return run(spec, supervisorSpec, execPrefix);
  }

  private RunningContainer run(
      ContainerSpec spec, SupervisorSpec supervisorSpec, List<String> execPrefix)
      throws IOException {
    Path directory = supervisorSpec.directory();
    Supervisor supervisor = new Supervisor(directory);
    supervisor.makePipes();
    long pid = supervisor.startPlain(supervisorSpec);
    Records.Container record =
        new Records.Container(
            spec.image().reference(),
            spec.image().id(),
            ContainerCommand.newRuntimeId(),
            spec.image().stopSignal(),
            spec.tty(),
            spec.stdin(),
            spec.stdinOnce(),
            supervisorSpec.workingDir(),
            supervisorSpec.env(),
            execPrefix,
            System.currentTimeMillis(),
            pid,
            ProcessCalls.startTime(pid).orElse(0),
            "",
            true);
    Records.write(directory.resolve("container.json"), record);
    RunningContainer container = new RunningContainer(spec.id(), record, directory);
    container.open(poller);
    return container;
  }

  private static List<ContainerSpec.Mount> mounts(ContainerSpec spec, Path directory)
      throws IOException {
    List<ContainerSpec.Mount> mounts = new ArrayList<>(spec.mounts());
    if (!spec.terminationMessagePath().isEmpty()) {
      Path lastWords = Files.createFile(directory.resolve("termination-log"));
      Files.setAttribute(lastWords, "unix:mode", 0666);
      mounts.add(new ContainerSpec.Mount(lastWords, "", spec.terminationMessagePath(), false));
    }
    return mounts;
  }

  /** Programs find the API server where it listens: the service's address leads nowhere here. */
  private Map<String, String> reachable(Map<String, String> env) {
    Map<String, String> changed = new LinkedHashMap<>();
    if (env.containsKey("KUBERNETES_SERVICE_HOST")) {
      changed.put("KUBERNETES_SERVICE_HOST", config.apiServer().getAddress().getHostAddress());
      changed.put("KUBERNETES_SERVICE_PORT", String.valueOf(config.apiServer().getPort()));
      changed.put("KUBERNETES_SERVICE_PORT_HTTPS", String.valueOf(config.apiServer().getPort()));
    }
    config
        .dnsServer()
        .ifPresent(
            dns ->
                changed.put(
                    "ORDINAL_DNS", dns.getAddress().getHostAddress() + ":" + dns.getPort()));
    return changed;
  }

  private static void discard(Path directory) {
    try {
      HalfStarted.discard(directory);
    } catch (IOException e) {
      // it is deleted with its sandbox
    }
  }
}
