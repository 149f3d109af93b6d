package dev.ordinal.nodeagent.runtime;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads a container's output in the order it came, from the first line kept.
 *
 * <p>Threads: for one thread; blocks without pinning.
 */
public interface LogReader extends AutoCloseable {

  /** A line, or the part of one that has come so far, with its line end where it has one. */
  @SuppressWarnings("ArrayRecordComponent") // shared bytes, never compared
  record Line(Instant time, boolean stderr, byte[] bytes) {}

  /**
   * The next line; waits at most a time for one to come; empty when there is none, or none will
   * come any more.
   */
  Optional<Line> next(Duration wait) throws IOException, InterruptedException;

  /** Whether the container has ended and everything was read. */
  boolean atEnd();

  @Override
  void close();
}
