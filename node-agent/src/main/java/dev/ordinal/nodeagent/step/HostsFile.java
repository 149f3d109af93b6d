package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.Pods;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** The text of a pod's {@code /etc/hosts}. Pure. */
final class HostsFile {

  private HostsFile() {}

  /**
   * For a pod with an address of its own.
   *
   * @param clusterDomain for the full name, where the pod has a subdomain
   */
  static String of(Pod pod, String ip, String clusterDomain) {
    StringBuilder text =
        new StringBuilder(
            """
            # Kubernetes-managed hosts file.
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            fe00::0\tip6-mcastprefix
            fe00::1\tip6-allnodes
            fe00::2\tip6-allrouters
            """);
    Optional<String> domainName = Pods.domainName(pod, clusterDomain);
    text.append(ip).append('\t');
    domainName.ifPresent(name -> text.append(name).append('\t'));
    text.append(Pods.hostname(pod)).append('\n');
    return text.append(aliases(pod)).toString();
  }

  /** For a pod in the node's network: the node's file with the pod's aliases. */
  static String ofHostNetwork(Pod pod, String hostFile) {
    return "# Kubernetes-managed hosts file (host network).\n" + hostFile + aliases(pod);
  }

  private static String aliases(Pod pod) {
    if (pod.getSpec().getHostAliases().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n# Entries added by HostAliases.\n");
    for (HostAlias alias : pod.getSpec().getHostAliases()) {
      text.append(alias.getIp()).append('\t');
      text.append(String.join("\t", alias.getHostnames())).append('\n');
    }
    return text.toString();
  }
}
