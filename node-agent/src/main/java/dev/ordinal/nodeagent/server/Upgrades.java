package dev.ordinal.nodeagent.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyVersion;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns an HTTP connection into WebSocket or SPDY. */
final class Upgrades {

  static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";

  private static final int MAX_MESSAGE = 4 << 20;
  private static final String PROTOCOL_HEADER = "X-Stream-Protocol-Version";

  private Upgrades() {}

  static boolean isWebSocket(FullHttpRequest request) {
    return "websocket".equalsIgnoreCase(request.headers().get(HttpHeaderNames.UPGRADE));
  }

  static boolean isSpdy(FullHttpRequest request) {
    return "SPDY/3.1".equalsIgnoreCase(request.headers().get(HttpHeaderNames.UPGRADE));
  }

  /**
   * Shakes hands.
   *
   * @param handlers makes the handlers behind the codec, from the protocol that was chosen
   * @return the protocol; empty when the client named none
   */
  static String webSocket(
      Exchange exchange, List<String> protocols, Function<String, List<ChannelHandler>> handlers)
      throws IOException, InterruptedException {
    FullHttpRequest request = exchange.request();
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(
                request.uri(), String.join(",", protocols), false, MAX_MESSAGE)
            .newHandshaker(request);
    String asked = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
    if (handshaker == null
        || (asked != null
            && Arrays.stream(asked.split(",")).map(String::strip).noneMatch(protocols::contains))) {
      throw Refusal.badRequest("unable to upgrade: unsupported WebSocket version or protocol");
    }
    exchange.upgraded();
    Channel channel = exchange.channel();
    // Nothing must be read between the handshake and the last handler's arrival.
    channel.config().setAutoRead(false);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.remove(RequestHandler.class);
    await(handshaker.handshake(channel, request));
    @Nullable String chosen = handshaker.selectedSubprotocol();
    String protocol = chosen == null ? "" : chosen;
    pipeline.addLast(new WebSocketFrameAggregator(MAX_MESSAGE));
    handlers.apply(protocol).forEach(pipeline::addLast);
    channel.config().setAutoRead(true);
    return protocol;
  }

  /** Which of the protocols both sides know, in the client's order. */
  static String spdyProtocol(FullHttpRequest request, List<String> known) {
    List<String> asked =
        request.headers().getAll(PROTOCOL_HEADER).stream()
            .flatMap(line -> Arrays.stream(line.split(",")))
            .map(String::strip)
            .toList();
    if (asked.isEmpty()) {
      return "";
    }
    Optional<String> common = asked.stream().filter(known::contains).findFirst();
    return common.orElseThrow(
        () ->
            Refusal.badRequest(
                "unable to upgrade: unable to negotiate protocol: client supports "
                    + asked
                    + ", server accepts "
                    + known));
  }

  /** Answers 101 and puts SPDY's frames into the connection. */
  static void spdy(Exchange exchange, String protocol, ChannelHandler handler)
      throws IOException, InterruptedException {
    HttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
    response.headers().set(HttpHeaderNames.CONNECTION, "Upgrade");
    response.headers().set(HttpHeaderNames.UPGRADE, "SPDY/3.1");
    if (!protocol.isEmpty()) {
      response.headers().set(PROTOCOL_HEADER, protocol);
    }
    exchange.upgraded();
    Channel channel = exchange.channel();
    channel.config().setAutoRead(false);
    await(channel.writeAndFlush(response));
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.remove(RequestHandler.class);
    pipeline.remove("body");
    pipeline.addLast(new SpdyFrameCodec(SpdyVersion.SPDY_3_1, false));
    pipeline.addLast(handler);
    // The codec gives on what it has read already, to the handlers that are there by now.
    pipeline.remove(HttpServerCodec.class);
    channel.config().setAutoRead(true);
  }

  private static void await(io.netty.channel.ChannelFuture future)
      throws IOException, InterruptedException {
    future.await();
    if (!future.isSuccess()) {
      throw new IOException("upgrade failed", future.cause());
    }
  }
}
