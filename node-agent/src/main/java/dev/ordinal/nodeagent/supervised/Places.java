package dev.ordinal.nodeagent.supervised;

import dev.ordinal.nodeagent.linux.Namespaces.Kind;
import dev.ordinal.nodeagent.runtime.ContainerId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where everything is below a node's directory.
 *
 * <pre>
 * base/etc                                     the copy of /etc that containers see
 * sup.sh                                       the supervisors' script
 * sandboxes/POD/sandbox.json
 * sandboxes/POD/ns/{net,uts,ipc}               pins of the pod's namespaces
 * sandboxes/POD/shm                            the pod's shared memory
 * sandboxes/POD/containers/NAME/ATTEMPT/       container.json, end.json, the supervisor's files,
 *                                              log/, root/, up/, work/
 * </pre>
 */
public record Places(Path rootDir) {

  public Path etc() {
    return rootDir.resolve("base/etc");
  }

  public Path script() {
    return rootDir.resolve("sup.sh");
  }

  public Path sandboxes() {
    return rootDir.resolve("sandboxes");
  }

  public Path sandbox(String podUid) {
    return sandboxes().resolve(podUid);
  }

  public Path sandboxRecord(String podUid) {
    return sandbox(podUid).resolve("sandbox.json");
  }

  public Path namespaces(String podUid) {
    return sandbox(podUid).resolve("ns");
  }

  public Path shm(String podUid) {
    return sandbox(podUid).resolve("shm");
  }

  /** Names the pause process of a pod whose containers share their processes. */
  public Path pause(String podUid) {
    return sandbox(podUid).resolve("pause");
  }

  public Path containers(String podUid) {
    return sandbox(podUid).resolve("containers");
  }

  public Path container(ContainerId id) {
    return containers(id.podUid()).resolve(id.container()).resolve(String.valueOf(id.attempt()));
  }

  /** The pins that a process of the pod enters. */
  public List<Path> pins(Records.Sandbox sandbox, Path nodeNetwork) {
    Path own = namespaces(sandbox.podUid());
    List<Path> pins = new ArrayList<>();
    pins.add(sandbox.hostNetwork() ? nodeNetwork : own.resolve(Kind.NET.file()));
    pins.add(own.resolve(Kind.UTS.file()));
    pins.add(own.resolve(Kind.IPC.file()));
    return pins;
  }
}
