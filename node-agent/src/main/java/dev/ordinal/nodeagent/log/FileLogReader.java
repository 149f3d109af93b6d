package dev.ordinal.nodeagent.log;

import dev.ordinal.nodeagent.runtime.LogReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Both streams of a container, merged by time. */
public final class FileLogReader implements LogReader {

  private final LogTail out;
  private final LogTail err;
  private final LogSignal signal;

  /** Reads what is in a log directory and goes on as the signal tells. */
  public FileLogReader(Path directory, LogSignal signal) {
    out = new LogTail(LogStream.in(directory, "stdout"), false);
    err = new LogTail(LogStream.in(directory, "stderr"), true);
    this.signal = signal;
  }

  @Override
  public Optional<Line> next(Duration wait) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      long version = signal.version();
      Line line = read();
      if (line != null) {
        return Optional.of(line);
      }
      if (signal.isEnded()) {
        return Optional.ofNullable(read()); // what came between reading and the end
      }
      if (!signal.await(version, deadline - System.nanoTime()) && !signal.isEnded()) {
        return Optional.empty();
      }
    }
  }

  private @Nullable Line read() throws IOException {
    boolean ended = signal.isEnded();
    Line first = out.peek(ended);
    Line second = err.peek(ended);
    if (second == null || (first != null && !first.time().isAfter(second.time()))) {
      out.take();
      return first;
    }
    err.take();
    return second;
  }

  @Override
  public boolean atEnd() {
    try {
      return signal.isEnded() && out.peek(true) == null && err.peek(true) == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
      err.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
