package dev.ordinal.nodeagent.runtime;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs sandboxes and containers on this machine, after upstream's Container Runtime Interface.
 *
 * <p>Pods outlive the agent: {@link #list} finds what an earlier agent left behind, running or
 * ended, and everything that works on a fresh container works on such a one. An ended container
 * keeps its exit code and logs until it is removed.
 *
 * <p>Threads: all methods may be called from any thread. Calls that make or remove something of one
 * pod do not overlap; stopping its containers may, also the same container a second time with a
 * shorter grace period, which then counts. Exec, attach, logs and dialling may come at any time.
 * Listeners are called on a thread of the runtime and must return quickly.
 *
 * <p>Errors: {@link RuntimeFailure} with upstream's reason and a message for the pod's status.
 */
public interface PodRuntime extends AutoCloseable {

  /**
   * Every sandbox known on this node with its containers, from the runtime's own records and the
   * process table.
   */
  List<SandboxState> list();

  /**
   * Makes the namespaces and the network of a pod; a second call with the same uid returns what is
   * there. A sandbox that was stopped or whose namespaces a machine restart took away is made anew:
   * its address may change, its ended containers stay.
   */
  SandboxState runSandbox(SandboxSpec spec);

  /**
   * Kills what is left in a sandbox and frees its network; its records, logs and directories stay.
   * Idempotent.
   */
  void stopSandbox(String podUid);

  /**
   * Forgets a stopped sandbox: records, logs and roots of its containers are deleted. Idempotent.
   */
  void removeSandbox(String podUid);

  /**
   * What the image says, from the catalogue or a loaded image.
   *
   * @throws RuntimeFailure {@code ErrImagePull} with how to add it, or {@code InvalidImageName}
   */
  Image resolveImage(String reference);

  /** Images this node can run, for the node's status. */
  List<Image> images();

  /**
   * Builds a root, starts the main process and returns as soon as it runs; it may have ended by
   * then.
   *
   * @throws RuntimeFailure {@code CreateContainerError} where the root could not be built, {@code
   *     RunContainerError} where the program could not be started; nothing of the container is left
   */
  ContainerState startContainer(ContainerSpec spec);

  /**
   * Sends the image's stop signal, waits at most the grace period, then kills; returns when the
   * process is gone.
   */
  void stopContainer(ContainerId id, Duration grace) throws InterruptedException;

  /** Frees an ended container's root and its logs. Idempotent. */
  void removeContainer(ContainerId id);

  /**
   * Called once for each container that ends, adopted ones included; the state carries the exit
   * code.
   */
  void onExit(Consumer<ContainerState> listener);

  /**
   * Starts a further process in a running container. A command that does not exist ends with 127
   * and says so on stderr.
   */
  ExecProcess exec(ContainerId id, ExecSpec spec);

  /** Joins the main process' streams. */
  ExecProcess attach(ContainerId id);

  /** Opens the container's output from its beginning on. */
  LogReader openLog(ContainerId id) throws IOException;

  /** Connects to a port inside the pod, for port-forward: the pod's loopback. */
  SocketChannel dialPod(String podUid, int port) throws IOException;

  /** Connects from the node to an address of the pod network, for probes. */
  SocketChannel dialFromNode(String host, int port, Duration timeout) throws IOException;

  /** The node's network: routes to other nodes, services. */
  NodeNetwork network();

  /** What this machine offers to pods. */
  Capabilities capabilities();

  /** Stops serving; containers go on. */
  @Override
  void close();
}
