package dev.ordinal.nodeagent.supervised;

import dev.ordinal.nodeagent.linux.FdOutput;
import dev.ordinal.nodeagent.linux.Poller;
import dev.ordinal.nodeagent.linux.PtySession;
import dev.ordinal.nodeagent.linux.Terminal;
import dev.ordinal.nodeagent.log.LogFollower;
import dev.ordinal.nodeagent.runtime.ExecProcess;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The streams of a container's main process: what it writes from now on, and what it reads. */
final class Attachment implements ExecProcess {

  private final RunningContainer container;
  private final LogFollower out;
  private final LogFollower err;
  private final OutputStream in;
  private final @Nullable PtySession terminal;

  private Attachment(RunningContainer container, Poller poller) throws IOException {
    this.container = container;
    this.out = LogFollower.fromNow(container.logs(), "stdout", container.signal());
    this.err = LogFollower.fromNow(container.logs(), "stderr", container.signal());
    if (container.record().tty()) {
      long supervisor = container.supervisor().supervisorPid().orElseThrow();
      terminal = new PtySession(poller, Terminal.take(supervisor));
      in = terminal.output();
    } else {
      terminal = null;
      in = container.record().stdin() ? pipe() : OutputStream.nullOutputStream();
    }
  }

  static ExecProcess to(RunningContainer container, Poller poller) {
    try {
      return new Attachment(container, poller);
    } catch (IOException e) {
      throw new RuntimeFailure("AttachError", "cannot attach: " + e.getMessage(), e);
    }
  }

  private OutputStream pipe() {
    FdOutput fifo = FdOutput.toFifo(container.directory().resolve("stdin"));
    if (!container.record().stdinOnce()) {
      return fifo;
    }
    return new java.io.FilterOutputStream(fifo) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        super.close();
        container.supervisor().closeStdin();
      }
    };
  }

  @Override
  public OutputStream stdin() {
    return in;
  }

  @Override
  public InputStream stdout() {
    return out;
  }

  @Override
  public InputStream stderr() {
    return err;
  }

  @Override
  public void resize(int rows, int columns) {
    if (terminal != null) {
      terminal.resize(rows, columns);
    }
  }

  @Override
  public int waitFor() throws InterruptedException {
    return container.awaitEnd().code();
  }

  @Override
  public void close() {
    out.close();
    err.close();
    if (terminal != null) {
      terminal.close();
    }
  }
}
