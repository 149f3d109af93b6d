package dev.ordinal.nodeagent.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrame;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The streams of one SPDY/3.1 connection, all opened by the client.
 *
 * <p>Clients of this protocol never send window updates: TCP's back-pressure is all there is, so
 * Netty's session handler, which counts windows, must not stand before this one.
 *
 * <p>Threads: frames come on the event loop; the listener for new streams is called there and must
 * not block.
 */
final class SpdyConnection extends SimpleChannelInboundHandler<SpdyFrame> {

  private final Channel channel;
  private final ChannelWriter writer;
  private final Consumer<Stream> opened;
  private final Map<Integer, Stream> streams = new ConcurrentHashMap<>();
  private final WebSocketStreams.ClosedRelay closed = new WebSocketStreams.ClosedRelay();

  SpdyConnection(Channel channel, Consumer<Stream> opened) {
    this.channel = channel;
    this.writer = new ChannelWriter(channel);
    this.opened = opened;
  }

  Channel channel() {
    return channel;
  }

  void onClosed(Runnable listener) {
    closed.listener(listener);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, SpdyFrame frame) {
    switch (frame) {
      case SpdySynStreamFrame open -> open(context, open);
      case SpdyDataFrame data -> data(data);
      case SpdyRstStreamFrame reset -> {
        Stream stream = streams.remove(reset.streamId());
        if (stream != null) {
          stream.input.end();
        }
      }
      case SpdyPingFrame ping -> context.writeAndFlush(new DefaultSpdyPingFrame(ping.id()));
      default -> {}
    }
  }

  private void open(ChannelHandlerContext context, SpdySynStreamFrame frame) {
    Map<String, String> headers = new LinkedHashMap<>();
    frame
        .headers()
        .forEach(
            header ->
                headers.put(
                    header.getKey().toString().toLowerCase(Locale.ROOT),
                    header.getValue().toString()));
    Stream stream = new Stream(frame.streamId(), headers);
    streams.put(frame.streamId(), stream);
    if (frame.isLast()) {
      stream.input.end();
    }
    // A reply without any header is encoded so that clients hang.
    SpdySynReplyFrame reply = new DefaultSpdySynReplyFrame(frame.streamId());
    reply.headers().set("status", "200");
    context.writeAndFlush(reply);
    opened.accept(stream);
  }

  private void data(SpdyDataFrame frame) {
    Stream stream = streams.get(frame.streamId());
    if (stream == null) {
      return;
    }
    stream.input.offer(frame.content());
    if (frame.isLast()) {
      stream.input.end();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    streams.values().forEach(stream -> stream.input.end());
    streams.clear();
    closed.run();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  /** One stream: its headers, what comes in, and the way out. */
  final class Stream {
    private final int id;
    private final Map<String, String> headers;
    private final InboundPipe input = new InboundPipe(channel);

    Stream(int id, Map<String, String> headers) {
      this.id = id;
      this.headers = headers;
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    InboundPipe input() {
      return input;
    }

    /** The way out; closing it ends this direction of the stream. */
    OutputStream output() {
      return new Output(id);
    }

    /** Nothing more is wanted of it. */
    void forget() {
      streams.remove(id);
      input.close();
    }
  }

  /** Writes a stream's data frames. */
  private final class Output extends OutputStream {
    private final int id;
    private boolean ended;

    Output(int id) {
      this.id = id;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) {
        writer.write(new DefaultSpdyDataFrame(id, Unpooled.copiedBuffer(bytes, offset, length)));
      }
    }

    @Override
    public void close() throws IOException {
      if (!ended) {
        ended = true;
        SpdyDataFrame last = new DefaultSpdyDataFrame(id);
        last.setLast(true);
        writer.write(last);
      }
    }
  }
}
