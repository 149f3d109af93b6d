package dev.ordinal.nodeagent.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One stream of a container as it comes, without times; the end of it is the container's. */
public final class LogFollower extends InputStream {

  private final Path file;
  private final LogSignal signal;
  private long position;
  private @Nullable FileChannel channel;
  private volatile boolean closed;

  private LogFollower(Path file, LogSignal signal, long position) {
    this.file = file;
    this.signal = signal;
    this.position = position;
  }

  /** Follows a stream from what is written next. */
  public static LogFollower fromNow(Path directory, String stream, LogSignal signal)
      throws IOException {
    Path file = LogStream.in(directory, stream).data();
    return new LogFollower(file, signal, Files.exists(file) ? Files.size(file) : 0);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (!closed) {
      long version = signal.version();
      boolean last = signal.isEnded();
      int got = readSome(ByteBuffer.wrap(into, offset, length));
      if (got > 0) {
        return got;
      }
      if (last) {
        return -1;
      }
      try {
        signal.await(version);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    return -1;
  }

  private int readSome(ByteBuffer into) throws IOException {
    if (channel == null) {
      if (!Files.exists(file)) {
        return 0;
      }
      channel = FileChannel.open(file, StandardOpenOption.READ);
    }
    int got = channel.read(into, position);
    position += Math.max(0, got);
    return got;
  }

  @Override
  public void close() {
    closed = true;
    signal.grown(); // wakes a reader, which then sees that it is closed
  }
}
