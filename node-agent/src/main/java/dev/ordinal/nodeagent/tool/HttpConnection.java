package dev.ordinal.nodeagent.tool;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A connection to the server of an URL. */
final class HttpConnection implements AutoCloseable {

  private static final int USUAL_MILLIS = 300_000;

  private final Socket socket;

  private HttpConnection(Socket socket) {
    this.socket = socket;
  }

  /**
   * Connects.
   *
   * @param deadline of all work, by {@link System#nanoTime}, or 0
   * @param log gets what {@code -v} shows
   */
  static HttpConnection open(URI url, CurlOptions options, long deadline, Consumer<String> log)
      throws CurlFailure {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
    long start = System.nanoTime();
    Socket socket = new Socket();
    try {
      InetAddress[] addresses = InetAddress.getAllByName(host);
      log.accept("*   Trying %s:%d...".formatted(addresses[0].getHostAddress(), port));
      int limit = (int) (options.connectSeconds * 1000);
      int left = left(deadline);
      socket.connect(
          new InetSocketAddress(addresses[0], port), limit > 0 ? Math.min(limit, left) : left);
      log.accept(
          "* Connected to %s (%s) port %d".formatted(host, addresses[0].getHostAddress(), port));
      socket.setSoTimeout(left(deadline));
      return new HttpConnection(tls ? secured(socket, host, port, options.insecure) : socket);
    } catch (UnknownHostException e) {
      throw new CurlFailure(CurlFailure.UNKNOWN_HOST, "Could not resolve host: " + host);
    } catch (SocketTimeoutException e) {
      throw new CurlFailure(
          CurlFailure.TIMEOUT, "Connection timed out after " + millis(start) + " milliseconds");
    } catch (ConnectException | java.net.NoRouteToHostException e) {
      throw new CurlFailure(
          CurlFailure.CANNOT_CONNECT,
          "Failed to connect to %s port %d after %d ms: Couldn't connect to server"
              .formatted(host, port, millis(start)));
    } catch (SSLException e) {
      boolean certificate = String.valueOf(e.getMessage()).contains("PKIX");
      throw new CurlFailure(
          certificate ? 60 : 35,
          certificate
              ? "SSL certificate problem: unable to get local issuer certificate"
              : "TLS connect error: " + e.getMessage());
    } catch (IOException e) {
      throw new CurlFailure(CurlFailure.CANNOT_CONNECT, String.valueOf(e.getMessage()));
    }
  }

  /** Milliseconds until a deadline, at least one. */
  static int left(long deadline) {
    if (deadline == 0) {
      return USUAL_MILLIS;
    }
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    return Math.clamp(left, 1, USUAL_MILLIS);
  }

  private static long millis(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private static Socket secured(Socket socket, String host, int port, boolean insecure)
      throws IOException {
    SSLSocket secured = (SSLSocket) factory(insecure).createSocket(socket, host, port, true);
    if (!insecure) {
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
    }
    secured.startHandshake();
    return secured;
  }

  private static SSLSocketFactory factory(boolean insecure) throws IOException {
    if (!insecure) {
      return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** What the option {@code -k} asks for. */
  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  void send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    socket.getOutputStream().flush();
  }

  InputStream answer() throws IOException {
    return new BufferedInputStream(socket.getInputStream());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // nothing is lost: all was read
    }
  }
}
