package dev.ordinal.nodeagent.probe;

import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * One GET over a socket that somebody else opened: the JDK's client would open its own, in the
 * wrong network namespace.
 */
final class HttpProbe {

  private static final int BODY_LIMIT = 10 * 1024;

  private final HTTPGetAction action;
  private final String host;
  private final int port;

  HttpProbe(HTTPGetAction action, String host, int port) {
    this.action = action;
    this.host = host;
    this.port = port;
  }

  String url() {
    String scheme = isTls() ? "https" : "http";
    return scheme + "://" + host + ":" + port + path();
  }

  private String path() {
    String path = action.getPath() == null || action.getPath().isEmpty() ? "/" : action.getPath();
    return path.startsWith("/") ? path : "/" + path;
  }

  private boolean isTls() {
    return "HTTPS".equalsIgnoreCase(action.getScheme());
  }

  ProbeOutcome ask(SocketChannel channel, Duration timeout) throws IOException {
    Socket plain = channel.socket();
    plain.setSoTimeout((int) timeout.toMillis());
    Socket socket = isTls() ? tls(plain) : plain;
    try {
      socket.getOutputStream().write(request().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      int status = status(line(in));
      if (status >= 200 && status < 400) {
        return ProbeOutcome.good();
      }
      return ProbeOutcome.bad("HTTP probe failed with statuscode: " + status);
    } catch (SocketTimeoutException e) {
      return ProbeOutcome.bad(
          "Get \""
              + url()
              + "\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
    }
  }

  private String request() {
    StringBuilder text = new StringBuilder("GET " + path() + " HTTP/1.1\r\n");
    boolean hostGiven = false;
    boolean agentGiven = false;
    boolean acceptGiven = false;
    for (HTTPHeader header : action.getHttpHeaders()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      hostGiven |= name.equals("host");
      agentGiven |= name.equals("user-agent");
      acceptGiven |= name.equals("accept");
      text.append(header.getName()).append(": ").append(header.getValue()).append("\r\n");
    }
    if (!hostGiven) {
      text.append("Host: ").append(host).append(':').append(port).append("\r\n");
    }
    if (!agentGiven) {
      text.append("User-Agent: kube-probe/1.36\r\n");
    }
    if (!acceptGiven) {
      text.append("Accept: */*\r\n");
    }
    return text.append("Connection: close\r\n\r\n").toString();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c >= 0 && c != '\n' && line.length() < BODY_LIMIT) {
      line.append((char) c);
      c = in.read();
    }
    if (line.isEmpty()) {
      throw new IOException("EOF");
    }
    return line.toString().trim();
  }

  private static int status(String line) throws IOException {
    String[] parts = line.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/")) {
      throw new IOException("malformed HTTP response \"" + line + "\"");
    }
    try {
      return Integer.parseInt(parts[1]);
    } catch (NumberFormatException e) {
      throw new IOException("malformed HTTP status code \"" + parts[1] + "\"", e);
    }
  }

  /** Probes do not check certificates, as upstream. */
  private SSLSocket tls(Socket plain) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException(e.toString(), e);
    }
  }

  /** Accepts every certificate. */
  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
