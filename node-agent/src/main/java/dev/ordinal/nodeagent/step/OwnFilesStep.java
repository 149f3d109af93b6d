package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The pod's {@code /etc/hosts} and {@code /etc/resolv.conf}. They are written in place, since
 * containers have the files themselves mounted.
 */
final class OwnFilesStep implements PodStep {

  private static final Path HOST_FILE = Path.of("/etc/hosts");

  @Override
  public StepResult start(PodContext context) {
    Pod pod = context.pod();
    try {
      String hosts =
          Pods.hostNetwork(pod)
              ? HostsFile.ofHostNetwork(pod, readOrEmpty(HOST_FILE))
              : HostsFile.of(pod, context.address().podIp(), context.node().dns().clusterDomain());
      write(hosts(context), hosts);
      DnsSettings dns = context.node().dns();
      Path resolvConf = resolvConf(context);
      boolean fresh = !Files.exists(resolvConf);
      ResolvConf names = ResolvConf.of(pod, dns, readOrEmpty(dns.hostResolvConf()));
      write(resolvConf, names.text());
      if (fresh) {
        complain(context, names);
      }
      return StepResult.DONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path hosts(PodContext context) {
    return context.directory().resolve("etc-hosts");
  }

  static Path resolvConf(PodContext context) {
    return context.directory().resolve("resolv.conf");
  }

  private static void complain(PodContext context, ResolvConf names) {
    if (names.clusterDnsMissing()) {
      context
          .node()
          .events()
          .warning(
              context.pod(),
              "MissingClusterDNS",
              "pod: \""
                  + Pods.describe(context.pod())
                  + "\". kubelet does not have ClusterDNS IP configured and cannot create Pod using"
                  + " \"ClusterFirst\" policy. Falling back to \"Default\" policy.");
    }
    if (!names.complaint().isEmpty()) {
      context.node().events().warning(context.pod(), "DNSConfigForming", names.complaint());
    }
  }

  private static String readOrEmpty(Path file) throws IOException {
    return Files.isReadable(file) ? Files.readString(file) : "";
  }

  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }
}
