package dev.ordinal.nodeagent.log;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.ordinal.nodeagent.linux.Fd;
import dev.ordinal.nodeagent.linux.PipeCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Appends what comes out of one stream of a container to its files.
 *
 * <p>Threads: the poller's alone.
 */
final class LogWriter implements AutoCloseable {

  private static final long PORTION = 1 << 20;

  private final Fd data;
  private final FileChannel index;
  private long end;

  LogWriter(LogStream stream) throws IOException {
    touch(stream.data());
    data = Fd.openWritable(stream.data());
    end = PipeCalls.seekEnd(data);
    index = FileChannel.open(stream.index(), CREATE, APPEND);
    index.truncate(index.size() / LogStream.ENTRY_BYTES * LogStream.ENTRY_BYTES);
  }

  private static void touch(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
  }

  /** Moves what a pipe holds; the bytes moved, 0 at its end, -1 when it holds nothing now. */
  long moveFrom(Fd pipe) {
    long moved = PipeCalls.splice(pipe, data, PORTION);
    if (moved > 0) {
      noteTime(moved);
    }
    return moved;
  }

  /** Appends bytes that were read from a terminal. */
  void append(byte[] bytes, int length) {
    for (int done = 0; done < length; ) {
      done += Math.max(0, PipeCalls.write(data, bytes, done, length - done));
    }
    noteTime(length);
  }

  private void noteTime(long moved) {
    end += moved;
    Instant now = Instant.now();
    ByteBuffer entry = ByteBuffer.allocate(LogStream.ENTRY_BYTES);
    entry.putLong(end).putLong(now.getEpochSecond() * 1_000_000_000L + now.getNano()).flip();
    try {
      while (entry.hasRemaining()) {
        index.write(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    data.close();
    try {
      index.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
