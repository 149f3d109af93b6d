package dev.ordinal.nodeagent.tool;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The head of an HTTP reply, and where its body is read from. */
final class HttpReply {

  private final List<String> head;
  private final InputStream in;

  private HttpReply(List<String> head, InputStream in) {
    this.head = head;
    this.in = in;
  }

  /** Reads the head; preliminary ones are passed over. */
  static HttpReply read(InputStream in) throws IOException {
    while (true) {
      List<String> head = new ArrayList<>();
      String line = line(in);
      while (!line.isEmpty()) {
        head.add(line);
        line = line(in);
      }
      if (head.isEmpty() || !head.getFirst().startsWith("HTTP/")) {
        throw new IOException("Received HTTP/0.9 when not allowed");
      }
      HttpReply reply = new HttpReply(head, in);
      if (reply.status() >= 200) {
        return reply;
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("Empty reply from server");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  List<String> head() {
    return head;
  }

  int status() {
    String[] words = head.getFirst().split(" ", 3);
    return words.length > 1 ? Integer.parseInt(words[1]) : 0;
  }

  Optional<String> header(String name) {
    String prefix = name + ":";
    return head.stream()
        .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  /** Copies the body, however its length is told, and returns the length. */
  long body(OutputStream out) throws IOException {
    if (status() == 204 || status() == 304) {
      return 0;
    }
    if (header("Transfer-Encoding")
        .orElse("")
        .toLowerCase(java.util.Locale.ROOT)
        .contains("chunked")) {
      return chunks(out);
    }
    Optional<String> length = header("Content-Length");
    return length.isPresent() ? copy(Long.parseLong(length.get()), out) : in.transferTo(out);
  }

  private long chunks(OutputStream out) throws IOException {
    long all = 0;
    while (true) {
      String size = line(in).split(";", 2)[0].strip();
      long length = Long.parseLong(size, 16);
      if (length == 0) {
        return all;
      }
      all += copy(length, out);
      line(in);
    }
  }

  private long copy(long length, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException("end of response with " + left + " bytes missing");
      }
      out.write(buffer, 0, read);
      out.flush();
      left -= read;
    }
    return length;
  }

  /** The head as it came. */
  byte[] bytes() {
    return (String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
