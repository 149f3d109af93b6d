package dev.ordinal.apiserver.http;

import dev.ordinal.apiserver.request.RequestFilter;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An HTTPS server. The constructor binds, {@link #start} serves, {@link #close} lets requests under
 * way finish.
 */
public final class NettyHttpServer implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final ServerContext context;
  private final EventLoopGroup loops;
  private final ExecutorService executor;
  private final ChannelGroup connections;
  private final Channel listener;

  /**
   * Binds the socket; nothing is accepted yet.
   *
   * @throws IOException when the address is taken or the TLS files cannot be read
   */
  public NettyHttpServer(HttpServerConfig config, RequestFilter.Handler handler)
      throws IOException {
    this.executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());
    this.context = new ServerContext(config, handler, executor);
    this.connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    var tls = TlsContexts.server(config);
    this.loops =
        new MultiThreadIoEventLoopGroup(
            2, new DefaultThreadFactory("http", true), NioIoHandler.newFactory());
    this.listener = bind(config, new HttpPipeline(context, tls));
  }

  private Channel bind(HttpServerConfig config, HttpPipeline pipeline) throws IOException {
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(64 * 1024, 256 * 1024))
            .childHandler(
                new io.netty.channel.ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    channel.pipeline().addLast(pipeline);
                  }
                })
            .bind(config.bindAddress(), config.port())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      executor.close();
      throw new IOException(
          "cannot listen on "
              + config.bindAddress().getHostAddress()
              + ":"
              + config.port()
              + ": "
              + bound.cause().getMessage(),
          bound.cause());
    }
    return bound.channel();
  }

  /** The bound address. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Accepts connections from now on. */
  public void start() {
    listener.config().setAutoRead(true);
  }

  /** Takes no new connection and asks the present ones to go. */
  public void drain() {
    context.drain();
    listener.close().awaitUninterruptibly();
    for (Channel channel : connections) {
      if (channel.pipeline().get(Http2FrameCodec.class) != null) {
        channel.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
      }
    }
  }

  /** Drains, waits a few seconds for requests under way, then closes every connection. */
  @Override
  public void close() {
    drain();
    long deadline = System.nanoTime() + DRAIN.toNanos();
    try {
      while (context.requestsUnderWay() > 0 && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.close().awaitUninterruptibly();
    executor.shutdownNow();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
