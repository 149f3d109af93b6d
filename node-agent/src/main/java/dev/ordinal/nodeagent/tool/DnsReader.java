package dev.ordinal.nodeagent.tool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads a name server's message. */
final class DnsReader {

  private final ByteBuffer in;
  private boolean extended;

  DnsReader(byte[] message) {
    this.in = ByteBuffer.wrap(message);
  }

  DnsAnswer read(InetSocketAddress server, boolean overTcp) throws IOException {
    try {
      int id = word();
      int flags = word();
      int questions = word();
      int answers = word();
      int authority = word();
      int extra = word();
      for (int i = 0; i < questions; i++) {
        name();
        in.getInt();
      }
      return new DnsAnswer(
          id,
          flags,
          rows(answers),
          rows(authority),
          rows(extra),
          extended,
          in.capacity(),
          server,
          overTcp);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("the answer of " + server + " cannot be read", e);
    }
  }

  private List<DnsAnswer.Row> rows(int count) throws IOException {
    List<DnsAnswer.Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = name();
      int type = word();
      word(); // the class is IN
      long ttl = Integer.toUnsignedLong(in.getInt());
      int length = word();
      int end = in.position() + length;
      if (type == DnsType.OPT) {
        extended = true;
      } else {
        rows.add(new DnsAnswer.Row(name, type, ttl, data(type, length, end)));
      }
      in.position(end);
    }
    return List.copyOf(rows);
  }

  private String data(int type, int length, int end) throws IOException {
    return switch (type) {
      case DnsType.A, DnsType.AAAA -> InetAddress.getByAddress(bytes(length)).getHostAddress();
      case DnsType.NS, DnsType.CNAME, DnsType.PTR -> name();
      case DnsType.MX -> word() + " " + name();
      case DnsType.SRV -> word() + " " + word() + " " + word() + " " + name();
      case DnsType.SOA -> name() + " " + name() + " " + numbers(5);
      case DnsType.TXT -> texts(end);
      default -> "\\# " + length + " " + HexFormat.of().withUpperCase().formatHex(bytes(length));
    };
  }

  private String numbers(int count) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(Integer.toUnsignedString(in.getInt()));
    }
    return String.join(" ", numbers);
  }

  private String texts(int end) {
    List<String> texts = new ArrayList<>();
    while (in.position() < end) {
      String text = new String(bytes(in.get() & 0xff), StandardCharsets.UTF_8);
      texts.add("\"" + text.replace("\"", "\\\"") + "\"");
    }
    return String.join(" ", texts);
  }

  /** A name, which may go on at an earlier place of the message. */
  private String name() {
    StringBuilder name = new StringBuilder();
    int back = -1;
    for (int jumps = 0; jumps < 64; ) {
      int length = in.get() & 0xff;
      if (length == 0) {
        if (back >= 0) {
          in.position(back);
        }
        return name.isEmpty() ? "." : name.toString();
      }
      if (length >= 0xc0) {
        int to = ((length & 0x3f) << 8) | (in.get() & 0xff);
        back = back < 0 ? in.position() : back;
        in.position(to);
        jumps++;
      } else {
        name.append(new String(bytes(length), StandardCharsets.ISO_8859_1)).append('.');
      }
    }
    throw new IllegalArgumentException("a name without end");
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private int word() {
    return in.getShort() & 0xffff;
  }
}
