package dev.ordinal.nodeagent.server;

import dev.ordinal.nodeagent.pod.PodView;
import dev.ordinal.nodeagent.runtime.PodRuntime;
import io.fabric8.kubernetes.api.model.Node;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The kubelet's interface over HTTPS on the loopback: mutual TLS only, and only for the API server
 * and administrators.
 *
 * <p>Threads: event loops move bytes; each request is handled on a virtual thread of its own. The
 * constructor binds, so that the address is known before anybody is told of it.
 */
public final class KubeletServer implements AutoCloseable {

  private static final int EVENT_LOOPS = 2;
  private static final int MAX_BODY = 64 * 1024;
  private static final WriteBufferWaterMark BUFFERED =
      new WriteBufferWaterMark(64 << 10, 256 << 10);

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(EVENT_LOOPS, NioIoHandler.newFactory());
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final Channel listener;

  /** What the interface tells of and works on. */
  public interface Subject {

    /** The pod of a name, if it has a worker. */
    Optional<PodView> pod(String namespace, String name);

    /** All pods that have a worker. */
    List<PodView> pods();

    /** This node's object, if it is registered. */
    Optional<Node> node();
  }

  /**
   * Binds and serves.
   *
   * @throws IOException when a file cannot be read or the port is taken
   */
  public KubeletServer(
      KubeletServerConfig config, Subject subject, PodRuntime runtime, Supplier<String> metrics)
      throws IOException {
    SslContext tls =
        SslContextBuilder.forServer(config.certificate().toFile(), config.privateKey().toFile())
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .trustManager(config.clientAuthority().toFile())
            .clientAuth(ClientAuth.REQUIRE)
            .build();
    Endpoints endpoints = new Endpoints(subject, runtime, metrics);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, false)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BUFFERED)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    open.add(channel);
                    channel
                        .pipeline()
                        .addLast("tls", tls.newHandler(channel.alloc()))
                        .addLast("http", new HttpServerCodec())
                        .addLast("body", new HttpObjectAggregator(MAX_BODY))
                        .addLast("request", new RequestHandler(endpoints));
                  }
                });
    var bound =
        bootstrap
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new IOException("cannot listen on port " + config.port(), bound.cause());
    }
    this.listener = bound.channel();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Closes the port and every connection. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    open.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
