package dev.ordinal.nodeagent.linux;

import java.util.ArrayList;
import java.util.List;

/** Finds and makes places inside a root, whatever links an image or a volume holds. */
final class MountPoints {

  private MountPoints() {}

  /**
   * Opens a place inside a root without ever leaving it, made where it is missing.
   *
   * @param directory whether to make a directory or an empty file
   */
  static Fd open(Fd root, String path, boolean directory) {
    long found = MountCalls.openInRoot(root, path, Fd.O_PATH);
    if (found >= 0) {
      return new Fd(found);
    }
    List<String> names = new ArrayList<>();
    for (String name : path.split("/")) {
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    StringBuilder walked = new StringBuilder("/");
    for (int i = 0; i < names.size(); i++) {
      try (Fd parent = mustOpen(root, walked.toString())) {
        walked.append(names.get(i)).append('/');
        if (!exists(root, walked.toString(), i == names.size() - 1)) {
          MountCalls.make(parent, names.get(i), directory || i < names.size() - 1);
        }
      }
    }
    return mustOpen(root, path);
  }

  private static boolean exists(Fd root, String path, boolean last) {
    String name = last ? path.substring(0, path.length() - 1) : path;
    long found = MountCalls.openInRoot(root, name, Fd.O_PATH);
    if (found >= 0) {
      new Fd(found).close();
    }
    return found >= 0;
  }

  private static Fd mustOpen(Fd root, String path) {
    long found = MountCalls.openInRoot(root, path, Fd.O_PATH);
    if (found < 0) {
      throw new LinuxException("open " + path + " in the container", (int) -found);
    }
    return new Fd(found);
  }
}
