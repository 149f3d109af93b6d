package dev.ordinal.apiserver.testing;

import dev.ordinal.apiserver.ApiServer;
import dev.ordinal.apiserver.ApiServerConfig;
import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.storage.Store;
import dev.ordinal.storage.memory.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The real API server over HTTPS on a free loopback port, on the in-memory store, with an authority
 * of its own: what every test uses in place of a fake. Many may live in one JVM.
 */
public final class TestingApiServer implements AutoCloseable {

  private final Path directory;
  private final TestingPki pki;
  private final Store store;
  private final ApiServer server;

  private TestingApiServer(Store store) {
    try {
      this.directory = Files.createTempDirectory("testing-api-server");
      this.pki = new TestingPki(directory);
      this.store = store;
      this.server = new ApiServer(config(pki), store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.start();
  }

  /** A server on an empty in-memory store, serving. */
  public static TestingApiServer start() {
    return new TestingApiServer(new MemoryStore());
  }

  /** A server on a store, which it closes in the end. */
  public static TestingApiServer start(Store store) {
    return new TestingApiServer(store);
  }

  private static ApiServerConfig config(TestingPki pki) {
    TestingPki.Pair serving = pki.server("server", "CN=kube-apiserver");
    TestingPki.Pair kubelet =
        pki.client("kubelet-client", "O=system:masters,CN=kube-apiserver-kubelet-client");
    TestingPki.Pair accounts = pki.keyPair("service-account");
    return new ApiServerConfig(
        new ApiServerConfig.Bind(InetAddress.getLoopbackAddress(), 0),
        new ApiServerConfig.Tls(serving.certificate(), serving.key(), pki.ca()),
        new ApiServerConfig.Kubelet(kubelet.certificate(), kubelet.key(), pki.ca()),
        new ApiServerConfig.ServiceAccounts(
            accounts.key(), accounts.certificate(), ApiServerConfig.DEFAULT_ISSUER),
        ApiServerConfig.Network.DEFAULT,
        FeatureGates.defaults());
  }

  /** The server itself. */
  public ApiServer server() {
    return server;
  }

  /** The authority, for more certificates. */
  public TestingPki pki() {
    return pki;
  }

  /** {@code https://127.0.0.1:port}. */
  public URI uri() {
    InetSocketAddress address = server.address();
    return URI.create("https://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** A kubeconfig file of the cluster administrator. */
  public Path kubeconfig() {
    return kubeconfig("admin", "O=system:masters,CN=kubernetes-admin");
  }

  /** A kubeconfig file of anyone, known by a fresh client certificate with this subject. */
  public Path kubeconfig(String file, String subject) {
    TestingPki.Pair client = pki.client(file, subject);
    try {
      return Files.write(
          directory.resolve(file + ".kubeconfig"),
          List.of(
              "apiVersion: v1",
              "kind: Config",
              "current-context: testing",
              "clusters: [{name: testing, cluster: {server: '"
                  + uri()
                  + "', certificate-authority: '"
                  + pki.ca()
                  + "'}}]",
              "contexts: [{name: testing, context: {cluster: testing, user: testing}}]",
              "users: [{name: testing, user: {client-certificate: '"
                  + client.certificate()
                  + "', client-key: '"
                  + client.key()
                  + "'}}]"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    store.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(TestingApiServer::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
