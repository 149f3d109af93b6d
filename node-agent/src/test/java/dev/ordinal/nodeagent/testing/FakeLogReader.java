package dev.ordinal.nodeagent.testing;

import dev.ordinal.nodeagent.runtime.LogReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Reads a list that may still grow. */
final class FakeLogReader implements LogReader {

  private final List<Line> lines;
  private final BooleanSupplier ended;
  private int at;

  FakeLogReader(List<Line> lines, BooleanSupplier ended) {
    this.lines = lines;
    this.ended = ended;
  }

  @Override
  public Optional<Line> next(Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (at >= lines.size()) {
      if (ended.getAsBoolean() || System.nanoTime() - deadline >= 0) {
        return Optional.empty();
      }
      Thread.sleep(5);
    }
    return Optional.of(lines.get(at++));
  }

  @Override
  public boolean atEnd() {
    return at >= lines.size() && ended.getAsBoolean();
  }

  @Override
  public void close() {}
}
