package dev.ordinal.nodeagent.log;

import dev.ordinal.nodeagent.runtime.LogReader.Line;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one stream, each with its time. */
final class LogTail implements AutoCloseable {

  private static final int LONGEST_LINE = 16 * 1024;
  private static final int CHUNK = 64 * 1024;

  private final LogStream stream;
  private final boolean stderr;
  private byte[] buffer = new byte[0];
  private int start;
  private long consumed;
  private @Nullable RandomAccessFile data;
  private @Nullable RandomAccessFile index;
  private long entryEnd;
  private long entryTime;
  private @Nullable Line head;

  LogTail(LogStream stream, boolean stderr) {
    this.stream = stream;
    this.stderr = stderr;
  }

  /**
   * The next line without taking it; null when there is none yet.
   *
   * @param ended whether no more will come, so that a line without an end is one too
   */
  @Nullable Line peek(boolean ended) throws IOException {
    if (head == null) {
      head = read(ended);
    }
    return head;
  }

  void take() {
    head = null;
  }

  private @Nullable Line read(boolean ended) throws IOException {
    int end = lineEnd();
    while (end < 0 && buffer.length - start < LONGEST_LINE && fill()) {
      end = lineEnd();
    }
    int length = buffer.length - start;
    if (end < 0) {
      if (length == 0 || (length < LONGEST_LINE && !ended)) {
        return null;
      }
      end = start + Math.min(length, LONGEST_LINE);
    }
    byte[] bytes = Arrays.copyOfRange(buffer, start, end);
    start = end;
    consumed += bytes.length;
    return new Line(timeOf(consumed), stderr, bytes);
  }

  private int lineEnd() {
    int limit = Math.min(buffer.length, start + LONGEST_LINE);
    for (int i = start; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    if (data == null) {
      if (!Files.exists(stream.data())) {
        return false;
      }
      data = new RandomAccessFile(stream.data().toFile(), "r");
    }
    byte[] more = new byte[CHUNK];
    int got = data.read(more);
    if (got <= 0) {
      return false;
    }
    byte[] joined = Arrays.copyOfRange(buffer, start, buffer.length + got);
    System.arraycopy(more, 0, joined, buffer.length - start, got);
    buffer = joined;
    start = 0;
    return true;
  }

  /** When the byte before this offset came. */
  private Instant timeOf(long offset) throws IOException {
    while (entryEnd < offset && nextEntry()) {
      // on to the portion that holds it
    }
    return entryTime == 0
        ? Files.getLastModifiedTime(stream.data()).toInstant()
        : Instant.ofEpochSecond(entryTime / 1_000_000_000L, entryTime % 1_000_000_000L);
  }

  private boolean nextEntry() throws IOException {
    if (index == null) {
      if (!Files.exists(stream.index())) {
        return false;
      }
      index = new RandomAccessFile(stream.index().toFile(), "r");
    }
    if (index.length() - index.getFilePointer() < LogStream.ENTRY_BYTES) {
      return false;
    }
    entryEnd = index.readLong();
    entryTime = index.readLong();
    return true;
  }

  @Override
  public void close() throws IOException {
    if (data != null) {
      data.close();
    }
    if (index != null) {
      index.close();
    }
  }
}
