package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Writes to a descriptor that never blocks, waiting in small steps while there is no room. */
public final class FdOutput extends OutputStream {

  private static final long STEP_NANOS = 1_000_000;
  private static final int PORTION = 4096;

  private final Fd fd;
  private final boolean owned;
  private volatile boolean closed;

  FdOutput(Fd fd, boolean owned) {
    this.fd = fd;
    this.owned = owned;
  }

  /** Writes to a FIFO that something else holds open. */
  public static FdOutput toFifo(Path fifo) {
    return new FdOutput(Fd.open(fifo, Fd.O_WRONLY | Fd.O_NONBLOCK), true);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (closed) {
        throw new IOException("closed");
      }
      int put = put(bytes, offset + done, Math.min(PORTION, length - done));
      if (put < 0) {
        LockSupport.parkNanos(STEP_NANOS);
      } else {
        done += put;
      }
    }
  }

  private int put(byte[] bytes, int offset, int length) throws IOException {
    try {
      return PipeCalls.write(fd, bytes, offset, length);
    } catch (LinuxException gone) {
      throw new IOException(gone.getMessage(), gone);
    }
  }

  @Override
  public void close() {
    closed = true;
    if (owned) {
      fd.close();
    }
  }
}
