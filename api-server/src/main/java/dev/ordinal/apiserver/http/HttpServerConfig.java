package dev.ordinal.apiserver.http;

import java.net.InetAddress;
import java.nio.file.Path;

/**
 * Where and how to serve.
 *
 * @param port 0 for any free one
 * @param certificate PEM chain, leaf first
 * @param privateKey PEM, PKCS#8
 * @param clientCa PEM certificates whose issuers are offered to clients
 * @param maxBodyBytes larger request bodies get 413
 */
public record HttpServerConfig(
    InetAddress bindAddress,
    int port,
    Path certificate,
    Path privateKey,
    Path clientCa,
    int maxBodyBytes) {

  /** Upstream's limit of a request body. */
  public static final int DEFAULT_MAX_BODY_BYTES = 3 * 1024 * 1024;
}
