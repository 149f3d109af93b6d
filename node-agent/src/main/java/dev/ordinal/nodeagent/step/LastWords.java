package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.LogReader;
import dev.ordinal.nodeagent.runtime.PodRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a failed container's output in place of a termination message, where it asks for that.
 */
public final class LastWords {

  private static final Logger log = LoggerFactory.getLogger(LastWords.class);
  private static final int MAX_LINES = 80;
  private static final int MAX_BYTES = 2048;

  private LastWords() {}

  /** The state, with a message from the log if it has none, failed, and its policy says so. */
  public static ContainerState complete(
      PodRuntime runtime, ContainerRecord record, ContainerState state) {
    Optional<ContainerState.Exit> exit = state.exit();
    boolean wanted =
        "FallbackToLogsOnError".equals(record.spec().getTerminationMessagePolicy())
            && exit.filter(end -> end.code() != 0 && end.message().isEmpty()).isPresent();
    if (!wanted) {
      return state;
    }
    ContainerState.Exit end = exit.orElseThrow();
    return new ContainerState(
        state.id(),
        state.imageReference(),
        state.imageId(),
        state.runtimeId(),
        state.pid(),
        state.startedAt(),
        Optional.of(
            new ContainerState.Exit(
                end.code(), end.reason(), tail(runtime, state), end.finishedAt())));
  }

  private static String tail(PodRuntime runtime, ContainerState state) {
    try (LogReader reader = runtime.openLog(state.id())) {
      Deque<byte[]> lines = new ArrayDeque<>();
      Optional<LogReader.Line> line = reader.next(Duration.ZERO);
      while (line.isPresent()) {
        lines.add(line.get().bytes());
        if (lines.size() > MAX_LINES) {
          lines.removeFirst();
        }
        line = reader.next(Duration.ZERO);
      }
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      lines.forEach(text::writeBytes);
      byte[] bytes = text.toByteArray();
      int from = Math.max(0, bytes.length - MAX_BYTES);
      return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      log.debug("log of {} cannot be read", state.id(), e);
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
