package dev.ordinal.nodeagent.runtime;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The streams of a process in a container, whether started by exec or joined by attach.
 *
 * <p>Threads: reads and writes block; they are safe on virtual threads. With a terminal, stderr is
 * empty.
 */
public interface ExecProcess extends AutoCloseable {

  /** To the process; closing it gives the process an end of file. */
  OutputStream stdin();

  /** From the process; ends when the process has ended and everything was read. */
  InputStream stdout();

  /** From the process; empty with a terminal. */
  InputStream stderr();

  /** Changes the terminal's size; without a terminal nothing happens. */
  void resize(int rows, int columns);

  /**
   * Waits for the end and returns the exit code as a shell sees it. For attach: the main process'
   * end.
   */
  int waitFor() throws InterruptedException;

  /** Gives up the streams; an exec'd process is hung up, an attached container goes on. */
  @Override
  void close();
}
