package dev.ordinal.apiserver.http;

import dev.ordinal.apiserver.request.Caller;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handlers of a connection, in order. */
final class HttpPipeline extends ChannelInitializer<Channel> {

  private static final Logger LOG = LoggerFactory.getLogger(HttpPipeline.class);
  private static final int MAX_LINE = 64 * 1024;
  private static final int MAX_HEADERS = 64 * 1024;
  private static final int MAX_CHUNK = 64 * 1024;
  private static final int IDLE_SECONDS = 180;
  private static final int STREAMS_PER_CONNECTION = 1000;
  private static final int RESETS_PER_WINDOW = 1000;
  private static final int RESET_WINDOW_SECONDS = 30;

  private final ServerContext server;
  private final SslContext tls;

  HttpPipeline(ServerContext server, SslContext tls) {
    this.server = server;
    this.tls = tls;
  }

  @Override
  protected void initChannel(Channel channel) {
    SslHandler handshake = tls.newHandler(channel.alloc());
    handshake.setHandshakeTimeout(10, TimeUnit.SECONDS);
    channel
        .pipeline()
        // Bytes are plain only behind this one.
        .addLast(handshake)
        // Adds the rest once the handshake has chosen the protocol.
        .addLast(new ProtocolChoice());
  }

  /** Whether a handler has no place on a connection that was taken over. */
  static boolean speaksHttp(ChannelHandler handler) {
    return handler instanceof HttpServerCodec
        || handler instanceof HttpServerKeepAliveHandler
        || handler instanceof IdleStateHandler
        || handler instanceof RequestBridge;
  }

  private final class ProtocolChoice extends ApplicationProtocolNegotiationHandler {

    ProtocolChoice() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
      Caller caller = caller(ctx.channel());
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        http2(ctx.pipeline(), caller);
      } else {
        http1(ctx.pipeline(), caller);
      }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("TLS handshake error from {}: {}", ctx.channel().remoteAddress(), cause.toString());
      ctx.close();
    }
  }

  private void http1(ChannelPipeline pipeline, Caller caller) {
    pipeline
        .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_CHUNK))
        // Closes after the answer where the client asked for it, or its end is not self-evident.
        .addLast(new HttpServerKeepAliveHandler())
        // A connection that carries no request does not stay for ever.
        .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
        .addLast(new RequestBridge(server, caller));
  }

  private void http2(ChannelPipeline pipeline, Caller caller) {
    pipeline
        .addLast(
            Http2FrameCodecBuilder.forServer()
                .initialSettings(
                    Http2Settings.defaultSettings()
                        .maxConcurrentStreams(STREAMS_PER_CONNECTION)
                        .initialWindowSize(256 * 1024)
                        .maxHeaderListSize(MAX_HEADERS))
                // Rapid Reset and its relatives: more than this ends the connection. Clients cancel
                // watches by resets, so the limit leaves room for an informer's restart.
                .decoderEnforceMaxRstFramesPerWindow(RESETS_PER_WINDOW, RESET_WINDOW_SECONDS)
                .build())
        .addLast(
            new Http2MultiplexHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel stream) {
                    stream
                        .pipeline()
                        .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                        .addLast(new RequestBridge(server, caller));
                  }
                }));
  }

  private static Caller caller(Channel channel) {
    String address =
        channel.remoteAddress() instanceof InetSocketAddress inet
            ? inet.getAddress().getHostAddress()
            : "";
    SslHandler handshake = channel.pipeline().get(SslHandler.class);
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Certificate one : handshake.engine().getSession().getPeerCertificates()) {
        if (one instanceof X509Certificate certificate) {
          chain.add(certificate);
        }
      }
    } catch (SSLPeerUnverifiedException _) {
      // No certificate was sent: the caller is known by a token, or not at all.
    }
    return new Caller(chain, address);
  }
}
