package dev.ordinal.nodeagent.server;

import dev.ordinal.client.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of an exec or attach over SPDY: the header {@code streamType} names each. */
final class SpdyStreams implements RemoteStreams {

  private static final Logger log = LoggerFactory.getLogger(SpdyStreams.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LinkedBlockingQueue<SpdyConnection.Stream> opened = new LinkedBlockingQueue<>();
  private final Map<String, SpdyConnection.Stream> byType = new HashMap<>();
  private final boolean withStatus;
  private @Nullable SpdyConnection connection;

  SpdyStreams(String protocol) {
    this.withStatus = protocol.startsWith("v4.");
  }

  /** Hears of a new stream, on the event loop. */
  void opened(SpdyConnection.Stream stream) {
    opened.add(stream);
  }

  /** Waits until the client has opened all streams that its request speaks of. */
  void await(SpdyConnection of, Set<String> types) throws IOException, InterruptedException {
    this.connection = of;
    while (!byType.keySet().containsAll(types)) {
      SpdyConnection.Stream stream = opened.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (stream == null) {
        throw new IOException("timed out waiting for client to create streams");
      }
      byType.put(stream.header("streamtype"), stream);
    }
  }

  @Override
  public InputStream stdin() {
    SpdyConnection.Stream stream = byType.get("stdin");
    return stream == null ? InputStream.nullInputStream() : stream.input();
  }

  @Override
  public OutputStream stdout() {
    return output("stdout");
  }

  @Override
  public OutputStream stderr() {
    return output("stderr");
  }

  private OutputStream output(String type) {
    SpdyConnection.Stream stream = byType.get(type);
    return stream == null ? OutputStream.nullOutputStream() : stream.output();
  }

  @Override
  public void onResize(BiConsumer<Integer, Integer> listener) {
    SpdyConnection.Stream stream = byType.get("resize");
    if (stream == null) {
      return;
    }
    WebSocketStreams.ResizeRelay relay = new WebSocketStreams.ResizeRelay();
    relay.listener(listener);
    Thread.ofVirtual()
        .name("resize")
        .start(
            () -> {
              // One JSON object per line.
              try (var lines =
                  new BufferedReader(
                      new InputStreamReader(stream.input(), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null) {
                  relay.take(line);
                  line = lines.readLine();
                }
              } catch (IOException e) {
                log.debug("resize stream ends: {}", e.toString());
              }
            });
  }

  @Override
  public void onClosed(Runnable listener) {
    connection().onClosed(listener);
  }

  @Override
  public void finish(Outcome outcome) throws IOException {
    byte[] text =
        withStatus ? Json.bytes(outcome.status()) : outcome.text().getBytes(StandardCharsets.UTF_8);
    for (String type : new String[] {"stdout", "stderr"}) {
      if (byType.containsKey(type)) {
        output(type).close();
      }
    }
    try (OutputStream error = output("error")) {
      error.write(text);
    }
    Goodbye.await(connection().channel());
  }

  private SpdyConnection connection() {
    SpdyConnection known = connection;
    if (known == null) {
      throw new IllegalStateException("streams are not awaited yet");
    }
    return known;
  }
}
