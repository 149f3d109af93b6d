package dev.ordinal.nodeagent.process;

import dev.ordinal.nodeagent.image.CatalogueImage;
import dev.ordinal.nodeagent.runtime.ContainerSpec;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses an image beforehand whose port the kernel would refuse to this user. */
final class PortCheck {

  private static final Path FIRST_FREE_PORT =
      Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");

  private static final int SETTING_BYTES = 64;

  private PortCheck() {}

  static void of(ContainerSpec spec, CatalogueImage image) {
    int first = firstFreePort();
    image
        .ports()
        .forEach(
            (port, file) -> {
              if (port < first && decides(spec, file)) {
                throw new RuntimeFailure(
                    "CreateContainerError",
                    ("the image listens on port %d, and without namespaces the kernel gives ports"
                            + " below %d to root only: start the cluster as root, set"
                            + " net.ipv4.ip_unprivileged_port_start to %d, or let the container"
                            + " listen on a higher port")
                        .formatted(port, first, port));
              }
            });
  }

  /** Whether the image's own word about the port counts in this container. */
  private static boolean decides(ContainerSpec spec, String file) {
    if (!spec.command().isEmpty() || !spec.args().isEmpty()) {
      return false;
    }
    return spec.mounts().stream()
        .map(mount -> Path.of(mount.target()))
        .noneMatch(target -> !file.isEmpty() && Path.of(file).startsWith(target));
  }

  private static int firstFreePort() {
    try {
      if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
        return 0;
      }
      return Integer.parseInt(readAtOnce(FIRST_FREE_PORT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kernel gives a setting to the first read only, however little that asks for. */
  private static String readAtOnce(Path setting) throws IOException {
    try (InputStream in = Files.newInputStream(setting)) {
      byte[] bytes = new byte[SETTING_BYTES];
      int length = Math.max(0, in.read(bytes));
      return new String(bytes, 0, length, StandardCharsets.US_ASCII).strip();
    }
  }
}
