package dev.ordinal.apiserver;

import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.storage.Store;
import dev.ordinal.storage.memory.MemoryStore;
import dev.ordinal.storage.rocksdb.RocksStore;
import dev.ordinal.storage.rocksdb.StoreConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API server as a process. */
public final class ApiServerMain {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServerMain.class);
  private static final Set<String> FLAGS =
      Set.of(
          "bind-address",
          "secure-port",
          "storage-dir",
          "tls-cert-file",
          "tls-private-key-file",
          "client-ca-file",
          "kubelet-client-certificate",
          "kubelet-client-key",
          "kubelet-certificate-authority",
          "service-account-signing-key-file",
          "service-account-key-file",
          "service-cluster-ip-range",
          "service-account-issuer",
          "advertise-address",
          "cluster-dns",
          "cluster-dns-endpoint",
          "feature-gates",
          "allow-loopback-endpoints",
          "address-file");

  private ApiServerMain() {}

  /** Runs until it is told to stop; ends with 2 on bad flags and 1 on what fails at the start. */
  public static void main(String[] args) throws InterruptedException {
    Map<String, String> flags;
    ApiServerConfig config;
    try {
      flags = parse(args);
      config = config(flags);
    } catch (IllegalArgumentException | IOException e) {
      LOG.error("{}", e.getMessage());
      System.exit(2);
      return;
    }
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(hook(stop, stopped));
    int code = 0;
    try {
      serve(config, flags, stop);
    } catch (IOException | RuntimeException e) {
      LOG.error("{}", e.getMessage(), e instanceof RuntimeException ? e : null);
      code = 1;
    } finally {
      stopped.countDown();
    }
    if (code != 0) {
      System.exit(code);
    }
  }

  private static void serve(ApiServerConfig config, Map<String, String> flags, CountDownLatch stop)
      throws IOException, InterruptedException {
    try (Store store = open(flags);
        ApiServer server = new ApiServer(config, store)) {
      server.start();
      announce(server.address(), flags.get("address-file"));
      stop.await();
    }
  }

  private static Thread hook(CountDownLatch stop, CountDownLatch stopped) {
    return new Thread(
        () -> {
          stop.countDown();
          try {
            stopped.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        },
        "stop");
  }

  private static Store open(Map<String, String> flags) {
    String directory = flags.get("storage-dir");
    // Without a directory nothing outlives the process: for trying things out.
    return directory == null
        ? new MemoryStore()
        : RocksStore.open(Path.of(directory), StoreConfig.defaults());
  }

  private static void announce(
      InetSocketAddress address, @org.jspecify.annotations.Nullable String file)
      throws IOException {
    String text = address.getAddress().getHostAddress() + ":" + address.getPort();
    LOG.info("serving at https://{}", text);
    if (file != null) {
      Path target = Path.of(file).toAbsolutePath();
      Path temporary = target.resolveSibling(target.getFileName() + ".new");
      Files.writeString(temporary, text);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static Map<String, String> parse(String[] args) {
    Map<String, String> flags = new HashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      if (!arg.startsWith("--")) {
        throw new IllegalArgumentException("not a flag: " + arg);
      }
      String name = equals < 0 ? arg.substring(2) : arg.substring(2, equals);
      if (!FLAGS.contains(name)) {
        throw new IllegalArgumentException("unknown flag: --" + name);
      }
      flags.put(name, equals < 0 ? "true" : arg.substring(equals + 1));
    }
    return flags;
  }

  private static ApiServerConfig config(Map<String, String> flags) throws IOException {
    ApiServerConfig.Network usual = ApiServerConfig.Network.DEFAULT;
    return new ApiServerConfig(
        new ApiServerConfig.Bind(
            InetAddress.getByName(flags.getOrDefault("bind-address", "127.0.0.1")),
            port(flags.getOrDefault("secure-port", "6443"))),
        new ApiServerConfig.Tls(
            file(flags, "tls-cert-file"),
            file(flags, "tls-private-key-file"),
            file(flags, "client-ca-file")),
        new ApiServerConfig.Kubelet(
            file(flags, "kubelet-client-certificate"),
            file(flags, "kubelet-client-key"),
            file(flags, "kubelet-certificate-authority")),
        new ApiServerConfig.ServiceAccounts(
            file(flags, "service-account-signing-key-file"),
            file(flags, "service-account-key-file"),
            flags.getOrDefault("service-account-issuer", ApiServerConfig.DEFAULT_ISSUER)),
        new ApiServerConfig.Network(
            flags.getOrDefault("service-cluster-ip-range", usual.serviceRange()),
            flags.getOrDefault("advertise-address", usual.advertiseAddress()),
            flags.getOrDefault("cluster-dns", usual.clusterDns()),
            flags.getOrDefault("cluster-dns-endpoint", usual.clusterDnsEndpoint()),
            flags.getOrDefault("allow-loopback-endpoints", "false").equals("true")),
        FeatureGates.parse(flags.getOrDefault("feature-gates", "")));
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException _) {
      // Refused below.
    }
    throw new IllegalArgumentException("--secure-port is not a port: " + text);
  }

  private static Path file(Map<String, String> flags, String flag) {
    Path file = Path.of(ApiServerConfig.required(Optional.ofNullable(flags.get(flag)), flag));
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("--" + flag + ": cannot read " + file);
    }
    return file;
  }
}
