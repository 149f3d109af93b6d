package dev.ordinal.cluster.local;

import dev.ordinal.cluster.process.ProcessStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;

/** Looks for what would make a start fail half-way, before anything is started. */
final class Preflight {

  private static final Map<String, String> PROGRAMS =
      Map.of(
          "unshare",
          "util-linux",
          "nsenter",
          "util-linux",
          "setsid",
          "util-linux",
          "mount",
          "mount",
          "ip",
          "iproute2");

  // The database's files, the logs and one copy of /etc per node; far less than this and the first
  // write fails.
  private static final long LEAST_SPACE = 32L << 20;

  private Preflight() {}

  static void programs(Isolation isolation) throws ClusterException {
    if (isolation != Isolation.NAMESPACES) {
      return;
    }
    for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
      if (ProcessStarter.find(program.getKey(), JavaLauncher.searchPath()).isEmpty()) {
        throw new ClusterException(
            "the program `"
                + program.getKey()
                + "` is missing: install the package "
                + program.getValue()
                + ", or start with --isolation=process");
      }
    }
  }

  static void space(DataDirectory directory) throws IOException, ClusterException {
    long free = Files.getFileStore(directory.root()).getUsableSpace();
    if (free < LEAST_SPACE) {
      throw new ClusterException(
          "no space left: only "
              + free / 1024
              + " KiB are free for "
              + directory.root()
              + ": free some space, or choose another place with --data-dir");
    }
  }

  static void port(int port, String flag) throws ClusterException {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new ClusterException(
          "port "
              + port
              + " on 127.0.0.1 is taken by another program: end that program, or choose another port with "
              + flag,
          e);
    }
  }
}
