package dev.ordinal.nodeagent.server;

import dev.ordinal.nodeagent.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A client of the channel protocols. */
final class ChannelClient implements WebSocket.Listener, AutoCloseable {

  private final Map<Integer, ByteArrayOutputStream> channels = new HashMap<>();
  private final HttpClient client;
  private @Nullable WebSocket socket;
  private ByteArrayOutputStream message = new ByteArrayOutputStream();
  private volatile int closeCode = -1;

  private ChannelClient(SSLContext context) {
    this.client = HttpClient.newBuilder().sslContext(context).build();
  }

  static ChannelClient connect(SSLContext context, URI uri, String protocol) throws Exception {
    ChannelClient channels = new ChannelClient(context);
    channels.socket =
        channels
            .client
            .newWebSocketBuilder()
            .subprotocols(protocol)
            .buildAsync(uri, channels)
            .get(10, TimeUnit.SECONDS);
    return channels;
  }

  @Override
  public synchronized CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    message.writeBytes(bytes);
    if (last) {
      byte[] whole = message.toByteArray();
      message = new ByteArrayOutputStream();
      channels
          .computeIfAbsent(whole[0] & 0xff, key -> new ByteArrayOutputStream())
          .write(whole, 1, whole.length - 1);
    }
    from.request(1);
    return java.util.concurrent.CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closeCode = status;
    return java.util.concurrent.CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closeCode = 1006;
  }

  void send(int channel, byte[] data) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(data.length + 1);
    buffer.put((byte) channel).put(data).flip();
    java.util.Objects.requireNonNull(socket).sendBinary(buffer, true).get(10, TimeUnit.SECONDS);
  }

  void awaitEnd() throws InterruptedException {
    Eventually.until("end of the connection", () -> closeCode >= 0);
  }

  void awaitBytes(int channel, int count) throws InterruptedException {
    Eventually.until("bytes on " + channel, () -> bytes(channel).length >= count);
  }

  synchronized byte[] bytes(int channel) {
    ByteArrayOutputStream bytes = channels.get(channel);
    return bytes == null ? new byte[0] : bytes.toByteArray();
  }

  String text(int channel) {
    return new String(bytes(channel), StandardCharsets.UTF_8);
  }

  int closeCode() {
    return closeCode;
  }

  @Override
  public void close() {
    java.util.Objects.requireNonNull(socket).abort();
    client.shutdownNow();
  }
}
