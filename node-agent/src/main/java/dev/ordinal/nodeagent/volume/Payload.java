package dev.ordinal.nodeagent.volume;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The files of a volume that the API fills: relative path to content and mode. */
final class Payload {

  private static final int PERMISSIONS = 0777;

  private final Map<String, File> files = new TreeMap<>();

  /** One file. */
  static final class File {
    private final byte[] content;
    private final int mode;

    File(byte[] content, int mode) {
      this.content = content.clone();
      this.mode = mode;
    }

    byte[] content() {
      return content.clone();
    }

    int mode() {
      return mode;
    }

    boolean sameAs(byte[] otherContent, int otherMode) {
      return mode == otherMode && Arrays.equals(content, otherContent);
    }
  }

  /** Adds a file; a later one of the same path wins. */
  void add(String path, byte[] content, int mode) {
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals("..") || part.equals(".")) {
        throw new VolumeFailure("invalid path: must be relative and not contain '..': " + path);
      }
    }
    if (path.startsWith("..")) {
      throw new VolumeFailure("invalid path: must not start with '..': " + path);
    }
    files.put(path, new File(content, mode & PERMISSIONS));
  }

  void addAll(Payload other) {
    files.putAll(other.files);
  }

  Map<String, File> files() {
    return files;
  }
}
