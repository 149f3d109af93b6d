package dev.ordinal.nodeagent.log;

import java.nio.file.Path;

/**
 * The two files of one stream of a container.
 *
 * <p>{@code NAME.log} holds the bytes as they came. {@code NAME.idx} holds 16 bytes for each
 * portion: where it ends in the first file, and when it came, in nanoseconds since 1970. A portion
 * without its index entry (the agent was killed in between) takes the time of the next one.
 */
record LogStream(Path data, Path index) {

  static final int ENTRY_BYTES = 16;

  static LogStream in(Path directory, String name) {
    return new LogStream(directory.resolve(name + ".log"), directory.resolve(name + ".idx"));
  }
}
