package dev.ordinal.nodeagent.pod;

import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.PodRuntime;
import dev.ordinal.nodeagent.runtime.SandboxState;
import dev.ordinal.nodeagent.volume.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what an earlier agent left of a pod whose object is gone; nobody knows its grace period. */
final class OrphanRemoval {

  private static final Logger log = LoggerFactory.getLogger(OrphanRemoval.class);
  private static final Duration GRACE = Duration.ofSeconds(30);

  private OrphanRemoval() {}

  /** Blocks until nothing of it is left; tries again as long as it fails. */
  static void remove(PodRuntime runtime, SandboxState sandbox, Path directory)
      throws InterruptedException {
    Duration delay = Duration.ofMillis(500);
    while (true) {
      try {
        stopContainers(runtime, sandbox);
        runtime.stopSandbox(sandbox.podUid());
        runtime.removeSandbox(sandbox.podUid());
        Trees.delete(directory);
        return;
      } catch (RuntimeException | IOException e) {
        log.warn("remains of pod {} could not be removed yet", sandbox.podUid(), e);
        Thread.sleep(delay);
        delay = delay.toSeconds() < 30 ? delay.multipliedBy(2) : delay;
      }
    }
  }

  private static void stopContainers(PodRuntime runtime, SandboxState sandbox)
      throws InterruptedException {
    List<Thread> stopping = new ArrayList<>();
    for (ContainerState container : sandbox.containers()) {
      if (container.exit().isEmpty()) {
        stopping.add(Thread.ofVirtual().start(() -> stop(runtime, container)));
      }
    }
    for (Thread thread : stopping) {
      thread.join();
    }
  }

  private static void stop(PodRuntime runtime, ContainerState container) {
    try {
      runtime.stopContainer(container.id(), GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
