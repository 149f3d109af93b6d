package dev.ordinal.nodeagent.supervised;

import dev.ordinal.nodeagent.linux.ContainerExec;
import dev.ordinal.nodeagent.linux.LinuxException;
import dev.ordinal.nodeagent.linux.Poller;
import dev.ordinal.nodeagent.linux.ProgramMissing;
import dev.ordinal.nodeagent.linux.PtySession;
import dev.ordinal.nodeagent.runtime.ExecProcess;
import dev.ordinal.nodeagent.runtime.ExecSpec;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts further processes in running containers. */
final class Execs {

  private Execs() {}

  static ExecProcess start(RunningContainer container, ExecSpec spec, Poller poller) {
    Records.Container record = container.record();
    List<String> argv = new ArrayList<>(record.execPrefix());
    argv.addAll(spec.command());
    Map<String, String> env = new TreeMap<>(record.env());
    if (spec.tty()) {
      env.putIfAbsent("TERM", "xterm");
    }
    ContainerExec exec =
        new ContainerExec(record.pid(), record.plain(), record.workingDir(), env, argv);
    try {
      exec.requireProgram(spec.command().getFirst());
      if (!spec.tty()) {
        return new OnPipes(exec.onPipes(spec.stdin()));
      }
      ContainerExec.Started started = exec.onTerminal(poller, spec.rows(), spec.columns());
      started.process().onExit().thenRun(started.session()::end);
      return new OnTerminal(started.process(), started.session());
    } catch (ProgramMissing e) {
      return new Refused(String.valueOf(e.getMessage()), spec.tty(), e.exitCode());
    } catch (IOException | LinuxException e) {
      throw new RuntimeFailure("ExecError", "failed to exec in container: " + e.getMessage(), e);
    }
  }

  /** A command that the container does not have: its output is the usual runtime's complaint. */
  private record Refused(String why, boolean tty, int code) implements ExecProcess {
    @Override
    public OutputStream stdin() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream stdout() {
      return tty ? complaint("\r\n") : InputStream.nullInputStream();
    }

    @Override
    public InputStream stderr() {
      return tty ? InputStream.nullInputStream() : complaint("\n");
    }

    private InputStream complaint(String end) {
      String text =
          "OCI runtime exec failed: exec failed: unable to start container process: " + why + end;
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void resize(int rows, int columns) {
      // there is no terminal
    }

    @Override
    public int waitFor() {
      return code;
    }

    @Override
    public void close() {
      // nothing runs
    }
  }

  private record OnPipes(Process process) implements ExecProcess {
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
    public void resize(int rows, int columns) {
      // there is no terminal
    }

    @Override
    public int waitFor() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public void close() {
      ContainerExec.hangUp(process);
    }
  }

  private record OnTerminal(Process process, PtySession session) implements ExecProcess {
    @Override
    public OutputStream stdin() {
      return session.output();
    }

    @Override
    public InputStream stdout() {
      return session.input();
    }

    @Override
    public InputStream stderr() {
      return InputStream.nullInputStream();
    }

    @Override
    public void resize(int rows, int columns) {
      session.resize(rows, columns);
    }

    @Override
    public int waitFor() throws InterruptedException {
      return process.waitFor();
    }

    /** Without its other side the terminal hangs up on all that run on it. */
    @Override
    public void close() {
      session.close();
    }
  }
}
