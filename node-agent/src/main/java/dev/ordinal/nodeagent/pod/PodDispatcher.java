package dev.ordinal.nodeagent.pod;

import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.SandboxState;
import dev.ordinal.nodeagent.step.NodeServices;
import dev.ordinal.nodeagent.volume.Trees;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each pod's events to the worker of that pod, and holds a pod back while another of the same
 * name still has processes: at most one pod with a given identity runs here.
 *
 * <p>Threads: {@code this} guards the maps; workers are never waited for while it is held.
 */
public final class PodDispatcher {

  private static final Logger log = LoggerFactory.getLogger(PodDispatcher.class);

  private final NodeServices node;
  private final Map<String, PodWorker> workersByUid = new HashMap<>();

  /** namespace/name to the uid that has the name on this node. */
  private final Map<String, String> holders = new HashMap<>();

  /** namespace/name to the pod that waits for the name; never one that is also in a worker. */
  private final Map<String, Pod> waiting = new HashMap<>();

  private final Map<String, SandboxState> leftBehind = new HashMap<>();
  private boolean started;
  private boolean closed;

  /** For one node; nothing happens before {@link #start}. */
  public PodDispatcher(NodeServices node) {
    this.node = node;
  }

  /**
   * Takes over what an earlier agent left: pods that still exist are adopted, the rest is removed.
   *
   * <p>Changes that come before are not lost: whoever tells of them has them in the list already.
   *
   * @param source all pods of this node as they are known now
   */
  public synchronized void start(Supplier<? extends Collection<Pod>> source) {
    node.runtime().onExit(this::containerExited);
    Collection<Pod> pods = source.get();
    Set<String> existing = new HashSet<>();
    pods.forEach(pod -> existing.add(pod.getMetadata().getUid()));
    for (SandboxState sandbox : node.runtime().list()) {
      if (existing.contains(sandbox.podUid())) {
        leftBehind.put(sandbox.podUid(), sandbox);
      } else {
        removeOrphan(sandbox);
      }
    }
    removeDirectories(existing);
    started = true;
    pods.forEach(this::put);
  }

  /** One change of a pod of this node, as an informer tells it. */
  public synchronized void changed(@Nullable Pod before, @Nullable Pod now) {
    if (closed || !started) {
      return;
    }
    if (now != null) {
      put(now);
    } else if (before != null) {
      gone(before);
    }
  }

  private void put(Pod pod) {
    String uid = pod.getMetadata().getUid();
    PodWorker worker = workersByUid.get(uid);
    if (worker != null) {
      worker.podChanged(pod);
      return;
    }
    String holder = holders.putIfAbsent(Pods.key(pod), uid);
    if (holder != null && !holder.equals(uid)) {
      waiting.put(Pods.key(pod), pod);
      return;
    }
    begin(pod);
  }

  private void begin(Pod pod) {
    String uid = pod.getMetadata().getUid();
    PodWorker worker =
        new PodWorker(node, pod, leftBehind.remove(uid), () -> release(Pods.key(pod), uid));
    workersByUid.put(uid, worker);
    worker.start();
  }

  private void gone(Pod pod) {
    String uid = pod.getMetadata().getUid();
    Pod next = waiting.get(Pods.key(pod));
    if (next != null && next.getMetadata().getUid().equals(uid)) {
      waiting.remove(Pods.key(pod));
    }
    PodWorker worker = workersByUid.get(uid);
    if (worker != null) {
      worker.podGone();
    }
  }

  /** Nothing of a pod is left: the name is free for the next. */
  private synchronized void release(String key, String uid) {
    workersByUid.remove(uid);
    if (holders.remove(key, uid) && !closed) {
      Pod next = waiting.remove(key);
      if (next != null) {
        put(next);
      }
    }
  }

  private void containerExited(ContainerState state) {
    PodWorker worker;
    synchronized (this) {
      worker = workersByUid.get(state.id().podUid());
    }
    if (worker != null) {
      worker.containerExited(state);
    }
  }

  private void removeOrphan(SandboxState sandbox) {
    String key = sandbox.namespace() + "/" + sandbox.name();
    String uid = sandbox.podUid();
    holders.put(key, uid);
    Thread.ofVirtual()
        .name("orphan-" + sandbox.name())
        .start(
            () -> {
              try {
                OrphanRemoval.remove(node.runtime(), sandbox, directory(uid));
                release(key, uid);
              } catch (InterruptedException e) {
                log.debug("removal of {} interrupted", key);
              }
            });
  }

  private void removeDirectories(Set<String> existing) {
    Path root = node.rootDir().resolve("pods");
    if (!Files.isDirectory(root)) {
      return;
    }
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
      for (Path directory : directories) {
        String uid = directory.getFileName().toString();
        if (!existing.contains(uid) && !holders.containsValue(uid)) {
          Trees.delete(directory);
        }
      }
    } catch (IOException e) {
      log.warn("directories of old pods in {} stay", root, e);
    }
  }

  private Path directory(String uid) {
    return node.rootDir().resolve("pods").resolve(uid);
  }

  /** The pods that have a worker. */
  public List<PodView> views() {
    List<PodWorker> workers;
    synchronized (this) {
      workers = List.copyOf(workersByUid.values());
    }
    return workers.stream().map(PodWorker::view).toList();
  }

  /** The pod of a name, the one that holds it. */
  public Optional<PodView> view(String namespace, String name) {
    PodWorker worker;
    synchronized (this) {
      String uid = holders.get(namespace + "/" + name);
      worker = uid == null ? null : workersByUid.get(uid);
    }
    return Optional.ofNullable(worker).map(PodWorker::view);
  }

  /**
   * Ends the processes of all pods, as a machine does that is switched off; the API keeps the pods.
   * Blocks until they have ended.
   */
  public void shutDown(Duration grace) throws InterruptedException {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    synchronized (this) {
      closed = true;
      workersByUid.values().forEach(worker -> all.add(worker.shutDown(grace)));
    }
    try {
      CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
          .get(grace.toSeconds() + 20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      log.warn("not every pod has ended", e);
    }
  }

  /** Takes no more events; processes go on. */
  public synchronized void close() {
    closed = true;
  }
}
