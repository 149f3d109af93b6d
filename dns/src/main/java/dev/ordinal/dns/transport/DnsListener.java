package dev.ordinal.dns.transport;

import dev.ordinal.dns.query.QueryHandler;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Both sockets of a DNS server, on the same port.
 *
 * <p>Threads: a few event loops of its own answer the queries, which never block.
 */
public final class DnsListener implements AutoCloseable {

  private static final int LOOPS = 2;
  private static final int ATTEMPTS = 20;

  private final EventLoopGroup loops;
  private final QueryHandler handler;
  private final ConnectionLimit connections = new ConnectionLimit(256);
  private final Channel tcp;
  private final Channel udp;

  /**
   * Binds both.
   *
   * @param listen port 0 for any that is free for both
   * @throws IOException naming the address that is taken
   */
  public DnsListener(InetSocketAddress listen, QueryHandler handler) throws IOException {
    this.handler = handler;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            LOOPS, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    try {
      Channel[] bound = bind(listen);
      this.tcp = bound[0];
      this.udp = bound[1];
    } catch (IOException e) {
      close(loops);
      throw e;
    }
  }

  /** Where both listen. */
  public InetSocketAddress address() {
    return (InetSocketAddress) tcp.localAddress();
  }

  @Override
  public void close() {
    tcp.close().syncUninterruptibly();
    udp.close().syncUninterruptibly();
    close(loops);
  }

  /** Tries other ports only where any will do. */
  private Channel[] bind(InetSocketAddress listen) throws IOException {
    int attempts = listen.getPort() == 0 ? ATTEMPTS : 1;
    for (int attempt = 1; true; attempt++) {
      Channel stream = channelOf(bindTcp(listen), listen, "TCP");
      InetSocketAddress chosen = (InetSocketAddress) stream.localAddress();
      try {
        return new Channel[] {stream, channelOf(bindUdp(chosen), chosen, "UDP")};
      } catch (IOException e) {
        stream.close().syncUninterruptibly();
        if (attempt == attempts) {
          throw e;
        }
      }
    }
  }

  private ChannelFuture bindTcp(InetSocketAddress listen) {
    Class<? extends ServerSocketChannel> type =
        Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    return new ServerBootstrap()
        .group(loops)
        .channel(type)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                TcpPipeline.addTo(channel.pipeline(), handler, connections);
              }
            })
        .bind(listen);
  }

  private ChannelFuture bindUdp(InetSocketAddress listen) {
    Class<? extends DatagramChannel> type =
        Epoll.isAvailable() ? EpollDatagramChannel.class : NioDatagramChannel.class;
    return new Bootstrap().group(loops).channel(type).handler(new UdpHandler(handler)).bind(listen);
  }

  private static Channel channelOf(ChannelFuture future, InetSocketAddress listen, String protocol)
      throws IOException {
    future.awaitUninterruptibly();
    if (!future.isSuccess()) {
      throw new IOException(
          "cannot listen on " + listen + " (" + protocol + "): " + future.cause().getMessage(),
          future.cause());
    }
    return future.channel();
  }

  private static void close(EventLoopGroup loops) {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
