package dev.ordinal.nodeagent.server;

import dev.ordinal.nodeagent.runtime.ExecProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects a process with a client until the process ends or the client is gone. */
final class RemoteCommand {

  private static final Logger log = LoggerFactory.getLogger(RemoteCommand.class);
  private static final int BUFFER = 32 << 10;

  private RemoteCommand() {}

  /**
   * Blocks until the end.
   *
   * @param reportExit whether the exit code is the outcome; attach has none
   */
  static void run(ExecProcess process, RemoteStreams client, boolean reportExit)
      throws InterruptedException, IOException {
    client.onResize(process::resize);
    client.onClosed(process::close);
    Thread stdin = pump("stdin", client.stdin(), process.stdin(), true);
    Thread stdout = pump("stdout", process.stdout(), client.stdout(), false);
    Thread stderr = pump("stderr", process.stderr(), client.stderr(), false);
    int code = process.waitFor();
    stdout.join();
    stderr.join();
    client.stdin().close();
    client.finish(code == 0 || !reportExit ? new Outcome.Success() : new Outcome.Exit(code));
    stdin.interrupt();
  }

  private static Thread pump(String name, InputStream from, OutputStream to, boolean closes) {
    return Thread.ofVirtual()
        .name("pump-" + name)
        .start(
            () -> {
              try {
                copy(from, to);
              } catch (IOException e) {
                log.debug("{} ends: {}", name, e.toString());
              } finally {
                if (closes) {
                  close(to);
                }
              }
            });
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int count = from.read(buffer);
    while (count >= 0) {
      to.write(buffer, 0, count);
      to.flush();
      count = from.read(buffer);
    }
  }

  private static void close(OutputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      log.debug("stream is closed already: {}", e.toString());
    }
  }
}
