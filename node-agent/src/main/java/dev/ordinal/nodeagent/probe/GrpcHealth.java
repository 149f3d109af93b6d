package dev.ordinal.nodeagent.probe;

import dev.ordinal.nodeagent.runtime.PodRuntime;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks gRPC's health service once, with the few HTTP/2 frames that this needs: preface, SETTINGS,
 * one request, and the DATA frame of the answer.
 */
final class GrpcHealth {

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int ACK = 1;
  private static final int FRAME_LIMIT = 1 << 14;

  private final PodRuntime runtime;

  GrpcHealth(PodRuntime runtime) {
    this.runtime = runtime;
  }

  ProbeOutcome check(String host, int port, String service, Duration timeout) {
    try (SocketChannel channel = runtime.dialFromNode(host, port, timeout)) {
      Socket socket = channel.socket();
      socket.setSoTimeout((int) timeout.toMillis());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      frame(out, SETTINGS, 0, 0, new byte[0]);
      frame(out, HEADERS, END_HEADERS, 1, headers(host + ":" + port));
      frame(out, DATA, END_STREAM, 1, message(service));
      out.flush();
      return read(new DataInputStream(socket.getInputStream()), out);
    } catch (IOException e) {
      return ProbeOutcome.bad(
          "timeout: failed to connect service \""
              + host
              + ":"
              + port
              + "\" within "
              + timeout.toSeconds()
              + "s: "
              + e.getMessage());
    }
  }

  private static ProbeOutcome read(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      in.readInt();
      if (length > FRAME_LIMIT) {
        throw new IOException("frame of " + length + " bytes");
      }
      byte[] payload = in.readNBytes(length);
      if (type == SETTINGS && (flags & ACK) == 0) {
        frame(out, SETTINGS, ACK, 0, new byte[0]);
        out.flush();
      } else if (type == DATA && payload.length > 0) {
        return outcome(payload);
      } else if (type == RST_STREAM
          || type == GOAWAY
          || (type == HEADERS && (flags & END_STREAM) != 0)) {
        return ProbeOutcome.bad("error: health rpc probe failed");
      }
    }
  }

  /**
   * Five bytes of gRPC framing, then a protobuf message whose field 1 is the status; 1 is SERVING.
   */
  private static ProbeOutcome outcome(byte[] data) {
    int status = data.length >= 7 && data[5] == 0x08 ? data[6] : 0;
    return switch (status) {
      case 1 -> ProbeOutcome.good();
      case 2 -> ProbeOutcome.bad("service unhealthy (responded with \"NOT_SERVING\")");
      case 3 -> ProbeOutcome.bad("service unhealthy (responded with \"SERVICE_UNKNOWN\")");
      default -> ProbeOutcome.bad("service unhealthy (responded with \"UNKNOWN\")");
    };
  }

  private static byte[] message(String service) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    if (name.length > 0) {
      message.write(0x0a);
      message.write(name.length);
      message.writeBytes(name);
    }
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    framed.writeBytes(new byte[] {0, 0, 0, (byte) (message.size() >> 8), (byte) message.size()});
    framed.writeBytes(message.toByteArray());
    return framed.toByteArray();
  }

  /** Literal header fields without indexing: no table, no Huffman code. */
  private static byte[] headers(String authority) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    header(out, ":method", "POST");
    header(out, ":scheme", "http");
    header(out, ":path", "/grpc.health.v1.Health/Check");
    header(out, ":authority", authority);
    header(out, "content-type", "application/grpc");
    header(out, "te", "trailers");
    header(out, "user-agent", "kube-probe/1.36");
    return out.toByteArray();
  }

  private static void header(ByteArrayOutputStream out, String name, String value) {
    out.write(0);
    out.write(name.length());
    out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    out.write(value.length());
    out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length & 0xffff);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
  }
}
