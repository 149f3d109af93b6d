package dev.ordinal.nodeagent.server;

import dev.ordinal.nodeagent.runtime.PodRuntime;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Port-forward by numbered channels: for the n-th port, channel 2n carries data and 2n+1 errors;
 * the first message on each is the port, two bytes, low byte first.
 */
final class WebSocketPortForward extends SimpleChannelInboundHandler<WebSocketFrame> {

  private final Channel channel;
  private final ChannelWriter writer;
  private final List<Integer> ports;
  private final List<InboundPipe> inputs = new ArrayList<>();

  WebSocketPortForward(Channel channel, List<Integer> ports) {
    this.channel = channel;
    this.writer = new ChannelWriter(channel);
    this.ports = List.copyOf(ports);
    ports.forEach(port -> inputs.add(new InboundPipe(channel)));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    switch (frame) {
      case PingWebSocketFrame ping ->
          context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      case CloseWebSocketFrame close -> {
        context.writeAndFlush(close.retain());
        context.close();
      }
      case BinaryWebSocketFrame binary -> {
        ByteBuf content = binary.content();
        int target = content.isReadable() ? content.readUnsignedByte() : 1;
        if (target % 2 == 0 && target / 2 < inputs.size()) {
          inputs.get(target / 2).offer(content);
        }
      }
      default -> {}
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    inputs.forEach(InboundPipe::end);
  }

  /** Blocks until all ports are done with. */
  void serve(PodRuntime runtime, String podUid) throws IOException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      int index = i;
      byte[] port = {(byte) (int) ports.get(i), (byte) (ports.get(i) >> 8)};
      send(2 * i, port, 2);
      send(2 * i + 1, port, 2);
      threads.add(
          Thread.ofVirtual().name("port-forward").start(() -> serve(runtime, podUid, index)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    writer.write(new CloseWebSocketFrame(1000, ""));
    Goodbye.await(channel);
  }

  private void serve(PodRuntime runtime, String podUid, int index) {
    try {
      SocketChannel pod = runtime.dialPod(podUid, ports.get(index));
      PortPump.run(pod, inputs.get(index), new Output(2 * index));
    } catch (IOException | RuntimeFailure e) {
      byte[] text = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
      try {
        send(2 * index + 1, text, text.length);
      } catch (IOException gone) {
        e.addSuppressed(gone);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(int target, byte[] bytes, int length) throws IOException {
    ByteBuf message = Unpooled.buffer(length + 1);
    message.writeByte(target).writeBytes(bytes, 0, length);
    writer.write(new BinaryWebSocketFrame(message));
  }

  /** One channel's way out. */
  private final class Output extends OutputStream {
    private final int target;

    Output(int target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      send(target, new byte[] {(byte) b}, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      send(target, java.util.Arrays.copyOfRange(bytes, offset, offset + length), length);
    }
  }
}
