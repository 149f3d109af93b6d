package dev.ordinal.nodeagent.network;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Passes datagrams to a backend, and what it answers back to the client. */
final class UdpRelay implements AutoCloseable {

  private static final int LARGEST = 65_536;
  private static final int IDLE_MILLIS = 30_000;

  private final DatagramChannel server;
  private final Backends backends;
  private final Map<SocketAddress, DatagramChannel> sessions = new ConcurrentHashMap<>();

  /** Opens a socket to a backend for a client. */
  @FunctionalInterface
  interface Backends {
    DatagramChannel connect(InetSocketAddress client) throws IOException;
  }

  UdpRelay(DatagramChannel server, Backends backends, String name) {
    this.server = server;
    this.backends = backends;
    Thread.ofVirtual().name("relay " + name).start(this::receiveAll);
  }

  private void receiveAll() {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    while (server.isOpen()) {
      try {
        buffer.clear();
        SocketAddress client = server.receive(buffer);
        buffer.flip();
        send(client, buffer);
      } catch (IOException lost) {
        LockSupport.parkNanos(1_000_000); // as a network loses datagrams; the client asks again
      }
    }
  }

  private void send(SocketAddress client, ByteBuffer datagram) throws IOException {
    DatagramChannel session = session(client);
    try {
      session.write(datagram);
    } catch (IOException refused) {
      session.close(); // the next datagram may go to another backend
      throw refused;
    }
  }

  private DatagramChannel session(SocketAddress client) throws IOException {
    DatagramChannel open = sessions.get(client);
    if (open != null && open.isOpen()) {
      return open;
    }
    DatagramChannel fresh = backends.connect((InetSocketAddress) client);
    sessions.put(client, fresh);
    Thread.ofVirtual().start(() -> answer(client, fresh));
    return fresh;
  }

  private void answer(SocketAddress client, DatagramChannel backend) {
    byte[] bytes = new byte[LARGEST];
    try (backend) {
      backend.socket().setSoTimeout(IDLE_MILLIS);
      while (true) {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        backend.socket().receive(packet);
        server.send(ByteBuffer.wrap(bytes, 0, packet.getLength()), client);
      }
    } catch (IOException idleOrGone) {
      sessions.remove(client, backend);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (DatagramChannel session : sessions.values()) {
        session.close();
      }
    } catch (IOException e) {
      // nothing left to do
    }
  }
}
