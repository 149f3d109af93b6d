package dev.ordinal.cluster.local;

import java.util.List;

/**
 * A process of the cluster: how it is started.
 *
 * @param inNamespaces whether it runs inside the holder's namespaces
 * @param heapMegabytes the largest heap it may have
 */
record Component(
    String name,
    String mainClass,
    boolean inNamespaces,
    int heapMegabytes,
    List<String> arguments) {

  Component {
    arguments = List.copyOf(arguments);
  }
}
