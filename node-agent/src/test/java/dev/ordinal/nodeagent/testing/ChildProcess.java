package dev.ordinal.nodeagent.testing;

import dev.ordinal.nodeagent.runtime.ExecProcess;
import java.io.InputStream;
import java.io.OutputStream;

/** A child of this JVM in the place of a process in a container. */
record ChildProcess(Process process) implements ExecProcess {

  @Override
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public InputStream stdout() {
    return process.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return process.getErrorStream();
  }

  @Override
  public void resize(int rows, int columns) {}

  @Override
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
