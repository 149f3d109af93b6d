package dev.ordinal.nodeagent.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.client.Json;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.base64.Base64;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * The channel protocols over WebSocket: the first byte of a message names the channel; in the
 * base64 variant it is a digit and the rest is base64.
 *
 * <p>Threads: frames come on the event loop; what they bring is handed over.
 */
final class WebSocketStreams extends SimpleChannelInboundHandler<WebSocketFrame>
    implements RemoteStreams {

  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int ERROR = 3;
  private static final int RESIZE = 4;
  private static final int CLOSE = 255;

  private final Channel channel;
  private final ChannelWriter writer;
  private final InboundPipe stdin;
  private final boolean base64;
  private final boolean withStatus;
  private final boolean withClose;
  private final ResizeRelay resize = new ResizeRelay();
  private final ClosedRelay closed = new ClosedRelay();
  private final boolean wantsStdout;
  private final boolean wantsStderr;

  /** For a connection whose handshake chose a protocol. */
  WebSocketStreams(Channel channel, String protocol, boolean wantsStdout, boolean wantsStderr) {
    super(true);
    this.channel = channel;
    this.writer = new ChannelWriter(channel);
    this.stdin = new InboundPipe(channel);
    this.base64 = protocol.contains("base64");
    this.withStatus = protocol.startsWith("v4.") || protocol.startsWith("v5.");
    this.withClose = protocol.startsWith("v5.");
    this.wantsStdout = wantsStdout;
    this.wantsStderr = wantsStderr;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    switch (frame) {
      case PingWebSocketFrame ping ->
          context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      case CloseWebSocketFrame close -> {
        stdin.end();
        context.writeAndFlush(close.retain());
        context.close();
      }
      case BinaryWebSocketFrame binary -> message(binary.content());
      case TextWebSocketFrame text -> message(text.content());
      default -> {}
    }
  }

  private void message(ByteBuf content) {
    if (!content.isReadable()) {
      return;
    }
    int first = content.readUnsignedByte();
    int target = base64 ? first - '0' : first;
    if (withClose && first == CLOSE) {
      if (content.isReadable() && content.readUnsignedByte() == STDIN) {
        stdin.end();
      }
      return;
    }
    ByteBuf data = base64 ? Base64.decode(content) : content.retain();
    try {
      if (target == STDIN) {
        stdin.offer(data);
      } else if (target == RESIZE) {
        resize.take(data.toString(StandardCharsets.UTF_8));
      }
    } finally {
      data.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stdin.end();
    closed.run();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  @Override
  public InputStream stdin() {
    return stdin;
  }

  @Override
  public OutputStream stdout() {
    return wantsStdout ? new Channelled(STDOUT) : OutputStream.nullOutputStream();
  }

  @Override
  public OutputStream stderr() {
    return wantsStderr ? new Channelled(STDERR) : OutputStream.nullOutputStream();
  }

  @Override
  public void onResize(BiConsumer<Integer, Integer> listener) {
    resize.listener(listener);
  }

  @Override
  public void onClosed(Runnable listener) {
    closed.listener(listener);
  }

  /** Some clients wait for a first message before they believe in the connection. */
  void greet() throws IOException {
    send(wantsStdout ? STDOUT : wantsStderr ? STDERR : ERROR, new byte[0], 0, 0);
  }

  @Override
  public void finish(Outcome outcome) throws IOException {
    byte[] text =
        withStatus ? Json.bytes(outcome.status()) : outcome.text().getBytes(StandardCharsets.UTF_8);
    if (text.length > 0) {
      send(ERROR, text, 0, text.length);
    }
    writer.write(new CloseWebSocketFrame(1000, ""));
    Goodbye.await(channel);
  }

  private void send(int target, byte[] bytes, int offset, int length) throws IOException {
    if (base64) {
      String text =
          (char) ('0' + target)
              + java.util.Base64.getEncoder()
                  .encodeToString(java.util.Arrays.copyOfRange(bytes, offset, offset + length));
      writer.write(new TextWebSocketFrame(text));
      return;
    }
    ByteBuf message = Unpooled.buffer(length + 1);
    message.writeByte(target).writeBytes(bytes, offset, length);
    writer.write(new BinaryWebSocketFrame(message));
  }

  /** One channel's way out. */
  private final class Channelled extends OutputStream {
    private final int target;

    Channelled(int target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) {
        send(target, bytes, offset, length);
      }
    }
  }

  /** Terminal sizes on their way to a process that may not have started. */
  static final class ResizeRelay {
    private BiConsumer<Integer, Integer> listener = (rows, columns) -> {};
    private int rows;
    private int columns;

    synchronized void take(String json) {
      JsonNode size = Json.parse(json);
      rows = size.path("Height").asInt();
      columns = size.path("Width").asInt();
      if (rows > 0 && columns > 0) {
        listener.accept(rows, columns);
      }
    }

    synchronized void listener(BiConsumer<Integer, Integer> newListener) {
      listener = newListener;
      if (rows > 0 && columns > 0) {
        listener.accept(rows, columns);
      }
    }
  }

  /** Tells once that the client is gone, also a listener that comes later. */
  static final class ClosedRelay {
    private Runnable listener = () -> {};
    private boolean closed;

    synchronized void run() {
      if (!closed) {
        closed = true;
        Thread.ofVirtual().start(listener);
      }
    }

    synchronized void listener(Runnable newListener) {
      listener = newListener;
      if (closed) {
        Thread.ofVirtual().start(newListener);
      }
    }
  }
}
