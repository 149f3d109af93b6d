package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The agent's side of a terminal as streams which a virtual thread may block on.
 *
 * <p>Threads: one reader, one writer; the rest from any.
 */
public final class PtySession implements AutoCloseable {

  private final Poller poller;
  private final Fd master;
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /** Wraps a terminal's master, which belongs to the session from now on. */
  public PtySession(Poller poller, Fd master) {
    this.poller = poller;
    this.master = master;
  }

  /** A new terminal. */
  static PtySession at(Poller poller, Path ptmx) {
    return new PtySession(poller, PtyCalls.openMaster(ptmx));
  }

  /** Makes the program's side openable; its number below {@code /dev/pts}. */
  int unlock() {
    return PtyCalls.unlock(master);
  }

  /** Changes the size that the program sees. */
  public void resize(int rows, int columns) {
    if (!over.isDone()) {
      PtyCalls.resize(master, rows, columns);
    }
  }

  /** No more will come than what is there now, even if something still holds the terminal. */
  public void end() {
    over.complete(null);
  }

  /** What the program writes. */
  public InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return length == 0 ? 0 : readSome(into, offset, length);
      }
    };
  }

  private int readSome(byte[] into, int offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    while (true) {
      boolean last = over.isDone();
      int got = PipeCalls.read(master, bytes);
      if (got > 0) {
        System.arraycopy(bytes, 0, into, offset, got);
        return got;
      }
      if (got != -1 || last) {
        return -1;
      }
      await(CompletableFuture.anyOf(poller.once(master), over));
    }
  }

  private static void await(CompletableFuture<?> future) throws IOException {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** What the program reads; closing it changes nothing. */
  public OutputStream output() {
    return new FdOutput(master, false);
  }

  @Override
  public void close() {
    over.complete(null);
    poller.run(master::close); // never while the poller waits for it
  }
}
