package dev.ordinal.dns.transport;

import dev.ordinal.dns.query.QueryHandler;
import dev.ordinal.dns.query.Transport;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One packet in, at most one packet out. */
final class UdpHandler extends SimpleChannelInboundHandler<DatagramPacket> {

  private static final Logger LOG = LoggerFactory.getLogger(UdpHandler.class);

  private final QueryHandler handler;

  UdpHandler(QueryHandler handler) {
    this.handler = handler;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    handler
        .handle(ByteBufUtil.getBytes(packet.content()), Transport.UDP)
        .ifPresent(
            answer ->
                context.write(new DatagramPacket(Unpooled.wrappedBuffer(answer), packet.sender())));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  /** One bad packet, or an asker that is gone, must not end the socket. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("a query failed", cause);
  }
}
