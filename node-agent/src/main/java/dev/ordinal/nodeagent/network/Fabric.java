package dev.ordinal.nodeagent.network;

import dev.ordinal.nodeagent.linux.Command;
import dev.ordinal.nodeagent.linux.Namespaces;
import dev.ordinal.nodeagent.linux.Namespaces.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The namespace with a bridge to which all nodes of a cluster are linked; made by the first. */
final class Fabric {

  private static final String BRIDGE = "fabric";
  // A file's lock is the process': agents that share a process keep each other off by this one.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final Path directory;

  /** The fabric of the cluster that shares this directory. */
  Fabric(Path sharedDirectory) {
    this.directory = sharedDirectory.resolve("fabric");
  }

  Path namespace() {
    return directory.resolve(Kind.NET.file());
  }

  /** Links a node, whose namespace calls the link {@code eth0}. */
  void link(Path nodeNamespace, String address) throws IOException {
    Files.createDirectories(directory);
    IN_THIS_PROCESS.lock();
    try (FileChannel lockFile =
            FileChannel.open(
                directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = lockFile.lock()) {
      if (!Namespaces.isPinned(namespace())) {
        Namespaces.create(directory, List.of(Kind.NET), "", Fabric::makeBridge);
      }
      String link = "n" + PodAddresses.linkName(address).substring(1);
      Namespaces.inside(
          List.of(namespace()),
          () -> {
            Command.ip(
                List.of(
                    "link add %s type veth peer name eth0 netns %s".formatted(link, nodeNamespace),
                    "link set %s master %s up".formatted(link, BRIDGE)));
            return lock;
          });
    } finally {
      IN_THIS_PROCESS.unlock();
    }
    Namespaces.inside(
        List.of(nodeNamespace),
        () -> {
          Command.ip(List.of("addr add %s/24 dev eth0".formatted(address), "link set eth0 up"));
          return true;
        });
  }

  private static void makeBridge() throws IOException {
    Command.ip(
        List.of(
            "link set lo up", "link add " + BRIDGE + " type bridge", "link set " + BRIDGE + " up"));
  }
}
