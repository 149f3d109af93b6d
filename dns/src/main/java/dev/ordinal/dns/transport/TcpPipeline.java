package dev.ordinal.dns.transport;

import dev.ordinal.dns.query.QueryHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.timeout.ReadTimeoutHandler;

/** The handlers of one connection, in order. */
final class TcpPipeline {

  private static final int IDLE_SECONDS = 10;

  private TcpPipeline() {}

  static void addTo(ChannelPipeline pipeline, QueryHandler handler, ConnectionLimit connections) {
    pipeline
        .addLast(connections) // refuses before anything is read
        .addLast(new LengthFieldBasedFrameDecoder(0xFFFF, 0, 2, 0, 2)) // two bytes of length
        .addLast(new LengthFieldPrepender(2)) // the same for answers
        // Behind the decoder, so that only whole queries count: single bytes keep nothing open.
        .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
        .addLast(new TcpHandler(handler));
  }
}
