package dev.ordinal.dns.transport;

import dev.ordinal.dns.query.QueryHandler;
import dev.ordinal.dns.query.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Any number of queries on one connection, answered in order. */
final class TcpHandler extends SimpleChannelInboundHandler<ByteBuf> {

  private static final Logger LOG = LoggerFactory.getLogger(TcpHandler.class);

  private final QueryHandler handler;

  TcpHandler(QueryHandler handler) {
    this.handler = handler;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf query) {
    handler
        .handle(ByteBufUtil.getBytes(query), Transport.TCP)
        .ifPresentOrElse(answer -> context.write(Unpooled.wrappedBuffer(answer)), context::close);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  /** Who asks without reading the answers is not read from until they have gone out. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(context.channel().isWritable());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("a connection failed", cause);
    context.close();
  }
}
