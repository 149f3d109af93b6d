package dev.ordinal.nodeagent.linux;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One thing that an image lays over the root before anything runs.
 *
 * @param path absolute, without {@code ..}
 * @param content a file's text, or its bytes in Base64 for {@code BYTES}; a link's target; empty
 *     for a directory
 * @param mode permission bits of a file or directory
 */
public record RootFile(Kind kind, String path, String content, int mode) {

  /** A file's bytes. */
  public byte[] bytes() {
    return kind == Kind.BYTES
        ? Base64.getDecoder().decode(content)
        : content.getBytes(StandardCharsets.UTF_8);
  }

  /** What it is. */
  public enum Kind {
    FILE,
    BYTES,
    DIRECTORY,
    LINK
  }
}
