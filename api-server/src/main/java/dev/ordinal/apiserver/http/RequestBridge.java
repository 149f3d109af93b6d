package dev.ordinal.apiserver.http;

import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Caller;
import dev.ordinal.apiserver.request.StatusObjects;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what the codec decodes into requests, hands each to a virtual thread, and serves one at a
 * time: a pipelined request waits its turn. Serves an HTTP/1.1 connection or one HTTP/2 stream.
 *
 * <p>Threads: all fields belong to the channel's event loop.
 */
final class RequestBridge extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(RequestBridge.class);

  private final ServerContext server;
  private final Caller caller;
  private final Queue<HttpObject> waiting = new ArrayDeque<>();
  private @Nullable Outflow outflow;
  private @Nullable RequestAssembler assembler;
  private boolean busy;

  RequestBridge(ServerContext server, Caller caller) {
    this.server = server;
    this.caller = caller;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    outflow = new Outflow(ctx.channel());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof HttpObject part)) {
      ReferenceCountUtil.release(message);
    } else if (busy) {
      waiting.add(part);
      ctx.channel().config().setAutoRead(false);
    } else {
      take(ctx, part);
    }
  }

  private void take(ChannelHandlerContext ctx, HttpObject part) {
    try {
      if (part.decoderResult().isFailure()) {
        refuse(ctx);
        return;
      }
      if (part instanceof HttpRequest head) {
        assembler = new RequestAssembler(head, server.config().maxBodyBytes());
        if (HttpUtil.is100ContinueExpected(head)) {
          ctx.writeAndFlush(
              new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
      }
      RequestAssembler current = assembler;
      if (part instanceof HttpContent content && current != null) {
        current.add(content.content());
        if (part instanceof LastHttpContent) {
          assembler = null;
          begin(ctx, current);
        }
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void refuse(ChannelHandlerContext ctx) {
    assembler = null;
    ctx.writeAndFlush(
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST))
        .addListener(_ -> ctx.close());
  }

  private void begin(ChannelHandlerContext ctx, RequestAssembler assembled) {
    Outflow out = outflow;
    if (out == null) {
      return;
    }
    busy = true;
    server.requestBegins();
    server.executor().execute(() -> answer(ctx, out, assembled));
  }

  /** Runs on the request's own virtual thread. */
  private void answer(ChannelHandlerContext ctx, Outflow out, RequestAssembler assembled) {
    boolean reusable = false;
    try {
      ApiRequest request = assembled.request(caller);
      ApiResponse response = respond(request, assembled);
      if (response instanceof ApiResponse.Takeover takeover) {
        RawBridge.takeOver(ctx, out, takeover.handler());
      } else {
        reusable = new ResponseWriter(out, request).write(response);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("a request ended unexpectedly", e);
    } finally {
      server.requestEnds();
      boolean keep = reusable;
      ctx.executor().execute(() -> ended(ctx, keep));
    }
  }

  private ApiResponse respond(ApiRequest request, RequestAssembler assembled) {
    ApiRequest resolved;
    try {
      resolved = assembled.resolved(request);
    } catch (ApiException e) {
      return StatusObjects.response(e);
    }
    return server.handler().handle(resolved);
  }

  private void ended(ChannelHandlerContext ctx, boolean reusable) {
    busy = false;
    if (!reusable || (server.isDraining() && waiting.isEmpty() && ctx.channel().parent() == null)) {
      ctx.close();
      return;
    }
    while (!busy && !waiting.isEmpty()) {
      take(ctx, waiting.remove());
    }
    if (waiting.isEmpty()) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (outflow != null) {
      outflow.changed();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    if (outflow != null) {
      outflow.closed();
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent && !busy) {
      ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("{}: {}", caller.address(), cause.toString());
    ctx.close();
  }
}
