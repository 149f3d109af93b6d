package dev.ordinal.nodeagent.volume;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a volume to the pod's fsGroup, as far as the mapping of users allows. */
final class Ownership {

  private static final Logger log = LoggerFactory.getLogger(Ownership.class);
  private static final int SETGID_DIRECTORY = 02775;

  private Ownership() {}

  /** Applies the pod's fsGroup, if any, with its change policy. */
  static void apply(Pod pod, Path root) {
    var security = pod.getSpec().getSecurityContext();
    if (security == null || security.getFsGroup() == null) {
      return;
    }
    int group = security.getFsGroup().intValue();
    try {
      boolean onMismatch = "OnRootMismatch".equals(security.getFsGroupChangePolicy());
      if (onMismatch && Integer.valueOf(group).equals(Files.getAttribute(root, "unix:gid"))) {
        return;
      }
      List<Path> all;
      try (Stream<Path> walk = Files.walk(root)) {
        all = walk.toList();
      }
      for (Path path : all) {
        give(path, group);
      }
    } catch (IOException | UnsupportedOperationException e) {
      log.warn("fsGroup {} cannot be given {}: {}", group, root, e.toString());
    }
  }

  private static void give(Path path, int group) throws IOException {
    Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
    if (Files.isSymbolicLink(path)) {
      return;
    }
    int mode = ((Integer) Files.getAttribute(path, "unix:mode")) & 07777;
    int wanted = Files.isDirectory(path) ? mode | SETGID_DIRECTORY : mode | 0660;
    Files.setAttribute(path, "unix:mode", wanted);
  }
}
