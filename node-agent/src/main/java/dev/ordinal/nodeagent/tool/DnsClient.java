package dev.ordinal.nodeagent.tool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Asks one name server, over UDP and, where the answer is cut off, over TCP. */
final class DnsClient {

  private static final int ANSWER_BYTES = 1232;
  private static final int MILLIS = 5000;
  private static final int TRIES = 2;

  private final InetSocketAddress server;

  DnsClient(InetSocketAddress server) {
    this.server = server;
  }

  /**
   * Asks for records.
   *
   * @throws SocketTimeoutException when the server does not answer
   */
  DnsAnswer ask(String name, int type, boolean tcp) throws IOException {
    int id = ThreadLocalRandom.current().nextInt(1 << 16);
    byte[] query = query(id, name, type);
    if (tcp) {
      return overTcp(query);
    }
    DnsAnswer answer = overUdp(id, query);
    return answer.truncated() ? overTcp(query) : answer;
  }

  private DnsAnswer overUdp(int id, byte[] query) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      socket.setSoTimeout(MILLIS);
      for (int tried = 1; ; tried++) {
        socket.send(new DatagramPacket(query, query.length));
        DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
        try {
          do {
            socket.receive(packet);
          } while (ByteBuffer.wrap(packet.getData()).getShort() != (short) id);
          byte[] message = Arrays.copyOf(packet.getData(), packet.getLength());
          return new DnsReader(message).read(server, false);
        } catch (SocketTimeoutException e) {
          if (tried == TRIES) {
            throw e;
          }
        }
      }
    }
  }

  private DnsAnswer overTcp(byte[] query) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, MILLIS);
      socket.setSoTimeout(MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write(
          ByteBuffer.allocate(2 + query.length).putShort((short) query.length).put(query).array());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] message = new byte[in.readUnsignedShort()];
      in.readFully(message);
      return new DnsReader(message).read(server, true);
    }
  }

  private static byte[] query(int id, String name, int type) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(512);
    out.putShort((short) id).putShort((short) 0x0120); // recursion desired, authentic data
    out.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 1);
    int length = 0;
    for (String label : name.split("\\.")) {
      byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
      length += bytes.length + 1;
      if (bytes.length > 63 || length > 254 || (bytes.length == 0 && !name.equals("."))) {
        throw new IOException("'" + name + "' is not a legal name");
      }
      if (bytes.length > 0) {
        out.put((byte) bytes.length).put(bytes);
      }
    }
    out.put((byte) 0).putShort((short) type).putShort((short) 1);
    // the pseudo record that allows long answers
    out.put((byte) 0).putShort((short) DnsType.OPT).putShort((short) ANSWER_BYTES);
    out.putInt(0).putShort((short) 0);
    return Arrays.copyOf(out.array(), out.position());
  }
}
