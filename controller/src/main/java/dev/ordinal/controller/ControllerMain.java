package dev.ordinal.controller;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller process. */
public final class ControllerMain {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerMain.class);

  private ControllerMain() {}

  /** Runs until SIGTERM; a wrong command line ends it with one line and exit code 1. */
  public static void main(String[] arguments) throws InterruptedException {
    ControllerManager manager;
    try {
      ControllerFlags flags = ControllerFlags.parse(arguments);
      manager = new ControllerManager(flags.config());
      if (flags.addressFile() != null) {
        announce(flags.addressFile(), manager.address().orElseThrow());
      }
    } catch (IllegalArgumentException | IOException | java.io.UncheckedIOException e) {
      LOG.error("{}", e.getMessage());
      System.exit(1);
      return;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      manager.close();
                      stopped.countDown();
                    }));
    manager.start();
    stopped.await();
  }

  private static void announce(Path file, InetSocketAddress address) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(
        temporary, address.getAddress().getHostAddress() + ":" + address.getPort() + "\n");
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
