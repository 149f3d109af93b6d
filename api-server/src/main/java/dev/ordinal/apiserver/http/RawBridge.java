package dev.ordinal.apiserver.http;

import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.RawConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection whose HTTP handlers have been taken away: blocking streams over its bytes.
 *
 * <p>Threads: the event loop adds what arrives, one thread reads it, one thread writes. The lock
 * guards {@code arrived}, {@code arrivedBytes} and {@code ended}.
 */
final class RawBridge extends ChannelInboundHandlerAdapter implements RawConnection {

  private static final Logger LOG = LoggerFactory.getLogger(RawBridge.class);
  private static final int HIGH_WATER = 256 * 1024;

  private final Outflow outflow;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Queue<byte[]> arrived = new ArrayDeque<>();
  private int arrivedBytes;
  private boolean ended;

  private RawBridge(Outflow outflow) {
    this.outflow = outflow;
  }

  /** Swaps the handlers, then lets the handler speak on the calling thread, then closes. */
  static void takeOver(ChannelHandlerContext ctx, Outflow outflow, ApiResponse.RawHandler handler)
      throws InterruptedException {
    RawBridge bridge = new RawBridge(outflow);
    ctx.executor().submit(() -> bridge.replaceHandlers(ctx.pipeline())).sync();
    try {
      handler.handle(bridge);
    } catch (IOException e) {
      LOG.debug("a spliced connection ended: {}", e.getMessage());
    } finally {
      bridge.close();
    }
  }

  private void replaceHandlers(ChannelPipeline pipeline) {
    pipeline.addLast(this);
    for (Map.Entry<String, ChannelHandler> entry : pipeline.toMap().entrySet()) {
      if (HttpPipeline.speaksHttp(entry.getValue())) {
        // The codec hands on what it has not decoded yet when it is removed.
        pipeline.remove(entry.getValue());
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof ByteBuf buffer && buffer.isReadable()) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        add(bytes);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void add(byte[] bytes) {
    lock.lock();
    try {
      arrived.add(bytes);
      arrivedBytes += bytes.length;
      if (arrivedBytes > HIGH_WATER) {
        outflow.channel().config().setAutoRead(false);
      }
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    outflow.changed();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end();
    outflow.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("a spliced connection failed: {}", cause.toString());
    ctx.close();
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public InputStream input() {
    return new Input();
  }

  @Override
  public OutputStream output() {
    return new Output();
  }

  @Override
  public void close() {
    outflow.channel().close();
    end();
  }

  private final class Input extends InputStream {
    private byte[] current = new byte[0];
    private int position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (position == current.length && !refill()) {
        return -1;
      }
      int part = Math.min(length, current.length - position);
      System.arraycopy(current, position, to, offset, part);
      position += part;
      return part;
    }

    private boolean refill() throws IOException {
      lock.lock();
      try {
        while (arrived.isEmpty() && !ended) {
          change.await();
        }
        if (arrived.isEmpty()) {
          return false;
        }
        current = arrived.remove();
        position = 0;
        arrivedBytes -= current.length;
        if (arrivedBytes < HIGH_WATER / 2) {
          outflow.channel().config().setAutoRead(true);
        }
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        lock.unlock();
      }
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        outflow.send(Unpooled.copiedBuffer(bytes, offset, length));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
