package dev.ordinal.dns;

import dev.ordinal.client.KubeConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The DNS server as a process. */
public final class DnsMain {

  private static final Logger LOG = LoggerFactory.getLogger(DnsMain.class);

  private DnsMain() {}

  /** Serves until it is told to end; exit code 1 and one line where it cannot begin. */
  public static void main(String[] arguments) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try {
      DnsFlags flags = DnsFlags.parse(arguments);
      DnsServer server = new DnsServer(flags.config(), KubeConfig.load(flags.kubeConfig()));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    server.close();
                    ended.countDown();
                  },
                  "dns-shutdown"));
      server.start();
      LOG.info(
          "answering on {}, metrics on {}",
          DnsServer.text(server.address()),
          DnsServer.text(server.metricsAddress()));
      if (flags.addressFile() != null) {
        announce(flags.addressFile(), server.address());
      }
    } catch (IllegalArgumentException | IOException e) {
      LOG.error("{}", e.getMessage());
      System.exit(1);
    }
    ended.await();
  }

  /** Written aside and renamed: who waits for the file finds it whole. */
  private static void announce(Path file, InetSocketAddress address) throws IOException {
    Path temporary = Path.of(file + ".tmp");
    Files.writeString(temporary, DnsServer.text(address) + "\n");
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
