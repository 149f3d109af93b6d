package dev.ordinal.cluster.local;

import dev.ordinal.cluster.process.ProcessIdentity;
import dev.ordinal.cluster.process.ProcessStarter;
import dev.ordinal.cluster.process.ProcessTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends what a cluster has left running once its agents are gone: containers and their supervisors.
 *
 * <p>They are known by where they are, not by number: in the holder's user namespace, or in any
 * other than this command's and working in a directory of the cluster's nodes (so a shell that
 * stands there is safe), or, where pods are plain processes, by the variable that each container's
 * processes inherit, whose value is a directory of the cluster's nodes; with them go their
 * descendants, whatever namespaces those have made for themselves. With the last process of the
 * namespaces their mounts, addresses and links are gone too.
 */
final class LeftOvers {

  /**
   * What an agent gives to the processes of a container; its value is the container's directory.
   */
  private static final String CONTAINER = "ORDINAL_CONTAINER";

  private LeftOvers() {}

  static void end(DataDirectory directory, Optional<String> userNamespace)
      throws InterruptedException {
    String nodes = directory.nodes() + "/";
    long self = ProcessHandle.current().pid();
    String ours = ProcessTable.read(self).map(entry -> entry.link("ns/user")).orElse("");
    for (int round = 0; round < 20; round++) {
      List<ProcessTable.Entry> found =
          ProcessTable.treesOf(
              entry ->
                  entry.pid() != self
                      && (isMarked(entry, nodes)
                          || (!entry.link("ns/user").equals(ours)
                              && (userNamespace.filter(entry.link("ns/user")::equals).isPresent()
                                  || entry.link("cwd").startsWith(nodes)))));
      List<ProcessIdentity> identities =
          found.stream()
              .map(entry -> ProcessIdentity.of(entry.pid()))
              .flatMap(Optional::stream)
              .filter(identity -> identity.pid() != self)
              .toList();
      if (identities.isEmpty()) {
        return;
      }
      identities.forEach(ProcessStarter::kill);
      for (ProcessIdentity identity : identities) {
        ProcessStarter.awaitEnd(identity, Duration.ofSeconds(1));
      }
    }
  }

  private static boolean isMarked(ProcessTable.Entry entry, String nodes) {
    return ProcessTable.variable(entry, CONTAINER).startsWith(nodes)
        || ProcessTable.writesTo(
            entry,
            file ->
                file.toString().startsWith(nodes)
                    && (file.endsWith("stdout") || file.endsWith("stderr")));
  }
}
