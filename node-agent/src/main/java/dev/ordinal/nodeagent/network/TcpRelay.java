package dev.ordinal.nodeagent.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/** Accepts connections at one address and passes each on to a backend. */
final class TcpRelay implements AutoCloseable {

  private static final long PAUSE_NANOS = 10_000_000;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ServerSocketChannel server;
  private final Backends backends;

  /** Chooses and connects a backend for a client. */
  @FunctionalInterface
  interface Backends {
    SocketChannel connect(InetSocketAddress client) throws IOException;
  }

  TcpRelay(ServerSocketChannel server, Backends backends, String name) {
    this.server = server;
    this.backends = backends;
    Thread.ofVirtual().name("relay " + name).start(this::acceptAll);
  }

  private void acceptAll() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        if (server.isOpen()) {
          LockSupport.parkNanos(PAUSE_NANOS); // out of descriptors, or the client left at once
        }
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        SocketChannel backend = backends.connect((InetSocketAddress) client.getRemoteAddress())) {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      backend.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Thread back = Thread.ofVirtual().start(() -> copy(backend, client));
      copy(client, backend);
      back.join();
    } catch (IOException refused) {
      abort(client); // no backend answers: the client sees a reset, as from a closed port
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void abort(SocketChannel client) {
    try (client) {
      if (client.isOpen()) {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // it is gone already
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException broken) {
      abort(from);
      abort(to);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // nothing left to do
    }
  }
}
