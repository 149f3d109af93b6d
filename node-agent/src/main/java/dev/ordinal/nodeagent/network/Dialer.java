package dev.ordinal.nodeagent.network;

import dev.ordinal.nodeagent.linux.Namespaces;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The only place that makes sockets for pods, nodes and services. A socket belongs for ever to the
 * namespace of the thread that made it; connecting and reading may happen anywhere.
 *
 * <p>Outside a namespace it connects to the loopback only.
 *
 * <p>Threads: safe; blocks without pinning.
 */
public final class Dialer {

  private final Path node;

  /** Makes sockets in a node's namespace, or in a pod's where one is named. */
  public Dialer(Path nodeNamespace) {
    this.node = nodeNamespace;
  }

  /** Makes sockets of the machine's own, for pods without a network of theirs. */
  public static Dialer ofMachine() {
    return new Dialer(Path.of("/proc/self/ns/net"));
  }

  /** Connects from the node. */
  public SocketChannel fromNode(InetSocketAddress to, Duration timeout) throws IOException {
    return connected(in(node, () -> SocketChannel.open(StandardProtocolFamily.INET)), to, timeout);
  }

  /** Connects from inside a pod. */
  public SocketChannel fromPod(Path podNamespace, InetSocketAddress to, Duration timeout)
      throws IOException {
    return connected(
        in(podNamespace, () -> SocketChannel.open(StandardProtocolFamily.INET)), to, timeout);
  }

  /** Connects on the machine's loopback. */
  public SocketChannel onHost(InetSocketAddress to, Duration timeout) throws IOException {
    requireLoopback(to);
    return connected(SocketChannel.open(), to, timeout);
  }

  /** A UDP socket of the node that speaks with one address only. */
  DatagramChannel datagramsFromNode(InetSocketAddress to) throws IOException {
    return in(node, () -> DatagramChannel.open(StandardProtocolFamily.INET)).connect(to);
  }

  /** A UDP socket of the machine that speaks with one loopback address only. */
  DatagramChannel datagramsOnHost(InetSocketAddress to) throws IOException {
    requireLoopback(to);
    return DatagramChannel.open().connect(to);
  }

  /** Listens on an address of the node. */
  ServerSocketChannel listen(InetSocketAddress at) throws IOException {
    return in(
        node,
        () -> {
          ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET);
          channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
          return channel.bind(at, 1024);
        });
  }

  /** Receives on an address of the node. */
  DatagramChannel receive(InetSocketAddress at) throws IOException {
    return in(node, () -> DatagramChannel.open(StandardProtocolFamily.INET).bind(at));
  }

  private static void requireLoopback(InetSocketAddress to) throws IOException {
    if (to.isUnresolved() || !to.getAddress().isLoopbackAddress()) {
      throw new IOException(
          "outside the cluster's network only the loopback is dialled, not " + to);
    }
  }

  private static SocketChannel connected(
      SocketChannel channel, InetSocketAddress to, Duration timeout) throws IOException {
    try {
      channel.socket().connect(to, (int) Math.max(1, timeout.toMillis()));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static <T> T in(Path namespace, Callable<T> open) throws IOException {
    return Namespaces.inside(List.of(namespace), open);
  }
}
