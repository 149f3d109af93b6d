package dev.ordinal.nodeagent.linux;

/**
 * One thing that an image lays over the root before anything runs.
 *
 * @param path absolute, without {@code ..}
 * @param content a file's text, a link's target; empty for a directory
 * @param mode permission bits of a file or directory
 */
public record RootFile(Kind kind, String path, String content, int mode) {

  /** What it is. */
  public enum Kind {
    FILE,
    DIRECTORY,
    LINK
  }
}
