package dev.ordinal.apiserver.http;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Names the issuers that clients may choose a certificate from, and lets every certificate through
 * the handshake: the chain is verified when a request is authenticated, so that a stranger gets
 * upstream's 401 and not a broken handshake. The handshake itself proves possession of the key.
 */
final class OfferedIssuers extends X509ExtendedTrustManager {

  private final List<X509Certificate> issuers;

  OfferedIssuers(List<X509Certificate> issuers) {
    this.issuers = List.copyOf(issuers);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return issuers.toArray(X509Certificate[]::new);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    throw new UnsupportedOperationException("a server has no server to trust");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw new UnsupportedOperationException("a server has no server to trust");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    throw new UnsupportedOperationException("a server has no server to trust");
  }
}
