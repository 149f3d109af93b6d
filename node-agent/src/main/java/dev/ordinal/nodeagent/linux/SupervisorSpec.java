package dev.ordinal.nodeagent.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a container's main process.
 *
 * @param directory the container's own directory
 * @param script where the supervisor's script is
 * @param namespaces pins of the pod's network, UTS and IPC namespaces
 * @param pidNamespace the pod's shared PID namespace; empty means a new one
 * @param stdin whether the program can be written to; without, it reads the end at once
 * @param argv what becomes PID 1, run inside the root
 * @param controlGroups files to write the process into
 */
public record SupervisorSpec(
    Path directory,
    Path script,
    List<Path> namespaces,
    Optional<Path> pidNamespace,
    boolean tty,
    boolean stdin,
    String workingDir,
    List<String> argv,
    Map<String, String> env,
    List<Path> controlGroups,
    int oomScoreAdjust) {}
