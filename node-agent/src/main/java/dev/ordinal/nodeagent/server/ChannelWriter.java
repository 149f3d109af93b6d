package dev.ordinal.nodeagent.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Writes to a channel and blocks while the other side does not read: that is all the back-pressure
 * there is, and all that is needed.
 *
 * <p>Threads: any but the channel's event loop.
 */
final class ChannelWriter {

  private final Channel channel;

  ChannelWriter(Channel channel) {
    this.channel = channel;
  }

  /** Sends a message; returns once it is sent or fits into the channel's buffer. */
  void write(Object message) throws IOException {
    if (!channel.isActive()) {
      ReferenceCountUtil.release(message);
      throw new IOException("connection closed");
    }
    ChannelFuture written = channel.writeAndFlush(message);
    if (channel.isWritable()) {
      return;
    }
    try {
      written.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while writing");
    }
    if (!written.isSuccess()) {
      throw new IOException("connection closed", written.cause());
    }
  }
}
