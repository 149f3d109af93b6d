package dev.ordinal.nodeagent.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request off the event loop: checks who asks, then hands it to a virtual thread. One
 * request at a time per connection.
 */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

  private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);

  private final Endpoints endpoints;

  RequestHandler(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    Exchange exchange =
        new Exchange(context.channel(), request.retain(), HttpUtil.isKeepAlive(request));
    boolean allowed = ClientIdentity.isAllowed(context.channel());
    Thread.ofVirtual().name("kubelet-request").start(() -> serve(exchange, allowed));
  }

  private void serve(Exchange exchange, boolean allowed) {
    try {
      if (!allowed) {
        throw Refusal.forbidden();
      }
      endpoints.serve(Route.of(exchange.request().uri()), exchange);
    } catch (Refusal e) {
      exchange.refuse(e.status(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      exchange.channel().close();
    } catch (java.io.IOException e) {
      log.debug("request {} ended: {}", exchange.request().uri(), e.toString());
      exchange.channel().close();
    } catch (RuntimeException e) {
      log.warn("request {} failed", exchange.request().uri(), e);
      exchange.refuse(Refusal.internal("").status(), String.valueOf(e.getMessage()));
    } finally {
      exchange.release();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    log.debug("connection from {}: {}", context.channel().remoteAddress(), cause.toString());
    context.close();
  }
}
