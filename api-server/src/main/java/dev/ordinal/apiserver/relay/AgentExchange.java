package dev.ordinal.apiserver.relay;

import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLSocket;

/** One request to a node agent: the head of the answer is read, its body is still to come. */
final class AgentExchange implements Closeable {

  private static final int LONGEST_HEAD = 64 * 1024;

  /** Credentials stay here; the rest of these is this connection's own business. */
  private static final Set<String> KEPT_BACK =
      Set.of("host", "authorization", "cookie", "content-length", "accept-encoding", "expect");

  private final SSLSocket socket;
  private final InputStream input;
  private final byte[] head;
  private final int code;
  private final Headers headers;

  private AgentExchange(SSLSocket socket, InputStream input, byte[] head) throws IOException {
    this.socket = socket;
    this.input = input;
    this.head = head;
    String[] lines = new String(head, StandardCharsets.ISO_8859_1).split("\r\n", -1);
    String[] status = lines[0].split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new IOException("not an HTTP answer: " + lines[0]);
    }
    try {
      this.code = Integer.parseInt(status[1]);
    } catch (NumberFormatException e) {
      throw new IOException("not an HTTP answer: " + lines[0], e);
    }
    List<Headers.Field> fields = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        fields.add(
            new Headers.Field(
                lines[i].substring(0, colon).strip(), lines[i].substring(colon + 1).strip()));
      }
    }
    this.headers = Headers.of(fields);
  }

  /** Sends a request and waits for the head of the answer. */
  static AgentExchange begin(AgentTls tls, AgentAddress address, ApiRequest request, String path)
      throws IOException {
    SSLSocket socket = tls.dial(address);
    try {
      OutputStream out = socket.getOutputStream();
      out.write(requestHead(address, request, path).getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
      return new AgentExchange(socket, in, readHead(in));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static String requestHead(AgentAddress address, ApiRequest request, String path) {
    StringBuilder head = new StringBuilder(256);
    head.append(request.method()).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(address.host()).append(':').append(address.port());
    head.append("\r\n");
    boolean upgrade = request.wantsUpgrade();
    for (Headers.Field field : request.headers().all()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      boolean connection = name.equals("connection") || name.equals("upgrade");
      if (!KEPT_BACK.contains(name)
          && !name.startsWith("x-http2-")
          && !name.startsWith("impersonate-")
          && !name.equals("transfer-encoding")
          && (upgrade || !connection)) {
        head.append(field.name()).append(": ").append(field.value()).append("\r\n");
      }
    }
    if (!upgrade) {
      head.append("Connection: close\r\n");
    }
    if (!request.method().equals("GET")) {
      head.append("Content-Length: 0\r\n");
    }
    return head.append("\r\n").toString();
  }

  private static byte[] readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int matched = 0;
    while (matched < 4) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the node agent closed the connection");
      }
      head.write(b);
      matched = b == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : b == '\r' ? 1 : 0;
      if (head.size() > LONGEST_HEAD) {
        throw new IOException("the head of the node agent's answer is too long");
      }
    }
    return head.toByteArray();
  }

  int code() {
    return code;
  }

  /** The head as it came. */
  byte[] head() {
    return head;
  }

  Headers headers() {
    return headers;
  }

  /** What follows the head, as it comes over the wire. */
  InputStream raw() {
    return input;
  }

  OutputStream output() throws IOException {
    return socket.getOutputStream();
  }

  /** The body of an ordinary answer. */
  InputStream body() {
    if (headers.lists("Transfer-Encoding", "chunked")) {
      return new ChunkedBody(input);
    }
    return headers
        .first("Content-Length")
        .<InputStream>map(length -> new BoundedBody(input, Long.parseLong(length.strip())))
        .orElse(input);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
