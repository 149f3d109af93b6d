package dev.ordinal.nodeagent.linux;

import java.nio.file.Path;

/** Mounts of the agent's own namespace that outlive it. */
public final class Mounts {

  private Mounts() {}

  /** A pod's {@code /dev/shm}. */
  public static void sharedMemory(Path target) {
    MountCalls.mount(
        "shm",
        target,
        "tmpfs",
        MountCalls.MS_NOSUID | MountCalls.MS_NODEV | MountCalls.MS_NOEXEC,
        "mode=1777,size=64m");
  }

  /** Takes a mount away at once, even one in use; nothing happens where nothing is mounted. */
  public static void detach(Path target) {
    MountCalls.detach(target);
  }
}
