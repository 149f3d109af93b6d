package dev.ordinal.nodeagent.server;

import dev.ordinal.nodeagent.runtime.LogReader;
import dev.ordinal.nodeagent.runtime.LogReader.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Sends a container's output as a chunked answer. When it catches up with the container, what it
 * has is sent at once: {@code logs -f} shows each line as it comes.
 */
final class LogStreamer {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int BATCH = 32 << 10;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final LogReader reader;
  private final LogOptions options;
  private final Exchange exchange;
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
  private long left;
  private boolean lineOpen;

  LogStreamer(LogReader reader, LogOptions options, Exchange exchange) {
    this.reader = reader;
    this.options = options;
    this.exchange = exchange;
    this.left = options.limitBytes() == 0 ? Long.MAX_VALUE : options.limitBytes();
  }

  void run() throws IOException, InterruptedException {
    exchange.beginChunks("text/plain");
    if (options.tailLines().isPresent()) {
      sendTail(options.tailLines().get());
    } else {
      sendWhatIsThere();
    }
    while (options.follow() && left > 0 && !reader.atEnd() && exchange.channel().isActive()) {
      Optional<Line> line = reader.next(PAUSE);
      if (line.isPresent()) {
        take(line.get());
        sendWhatIsThere();
      }
    }
    flush();
    exchange.endChunks();
  }

  private void sendWhatIsThere() throws IOException, InterruptedException {
    Optional<Line> line = reader.next(Duration.ZERO);
    while (line.isPresent() && left > 0) {
      take(line.get());
      line = reader.next(Duration.ZERO);
    }
    flush();
  }

  /** Keeps the last lines of what is there, then sends them. */
  private void sendTail(long lines) throws IOException, InterruptedException {
    Deque<Line> tail = new ArrayDeque<>();
    Optional<Line> line = reader.next(Duration.ZERO);
    long whole = 0;
    while (line.isPresent()) {
      if (options.wants(line.get().stderr())) {
        tail.add(line.get());
        whole += endsLine(line.get()) ? 1 : 0;
        while (whole > lines || (whole == lines && lines == 0 && !tail.isEmpty())) {
          whole -= endsLine(tail.removeFirst()) ? 1 : 0;
        }
      }
      line = reader.next(Duration.ZERO);
    }
    for (Line kept : tail) {
      take(kept);
    }
    flush();
  }

  private static boolean endsLine(Line line) {
    byte[] bytes = line.bytes();
    return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
  }

  private void take(Line line) throws IOException {
    boolean tooOld = options.since().filter(since -> line.time().isBefore(since)).isPresent();
    if (tooOld || !options.wants(line.stderr())) {
      return;
    }
    if (options.timestamps() && !lineOpen) {
      put((TIME.format(line.time()) + " ").getBytes(StandardCharsets.US_ASCII));
    }
    put(line.bytes());
    lineOpen = !endsLine(line);
    if (batch.size() >= BATCH) {
      flush();
    }
  }

  private void put(byte[] bytes) {
    int count = (int) Math.min(left, bytes.length);
    batch.write(bytes, 0, count);
    left -= count;
  }

  private void flush() throws IOException {
    if (batch.size() > 0) {
      exchange.chunk(batch.toByteArray(), batch.size());
      batch.reset();
    }
  }
}
