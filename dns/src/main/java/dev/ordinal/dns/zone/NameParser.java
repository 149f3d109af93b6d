package dev.ordinal.dns.zone;

import dev.ordinal.dns.zone.ZoneName.Apex;
import dev.ordinal.dns.zone.ZoneName.Branch;
import dev.ordinal.dns.zone.ZoneName.DnsVersion;
import dev.ordinal.dns.zone.ZoneName.EndpointName;
import dev.ordinal.dns.zone.ZoneName.NameServer;
import dev.ordinal.dns.zone.ZoneName.NamespaceBranch;
import dev.ordinal.dns.zone.ZoneName.PodName;
import dev.ordinal.dns.zone.ZoneName.PortName;
import dev.ordinal.dns.zone.ZoneName.ServiceName;
import dev.ordinal.dns.zone.ZoneName.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.Name;

/** Reads names of the cluster's domain from right to left. Pure. */
final class NameParser {

  private NameParser() {}

  /** What a name at or below the domain stands for. */
  static ZoneName parse(Name name, Name domain) {
    List<String> labels = labels(name, name.labels() - domain.labels());
    int left = labels.size() - 1;
    if (left < 0) {
      return new Apex();
    }
    return switch (labels.get(left)) {
      case "svc" -> service(labels.subList(0, left));
      case "pod" -> pod(labels.subList(0, left));
      case "dns-version" -> left == 0 ? new DnsVersion() : new Unknown();
      case "dns" -> nameServer(labels.subList(0, left));
      default -> new Unknown();
    };
  }

  /** The leftmost labels of a name in lower case. */
  static List<String> labels(Name name, int count) {
    List<String> labels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      labels.add(name.getLabelString(i).toLowerCase(Locale.ROOT));
    }
    return labels;
  }

  private static ZoneName service(List<String> labels) {
    return switch (labels.size()) {
      case 0 -> new Branch();
      case 1 -> new NamespaceBranch(labels.get(0));
      case 2 -> new ServiceName(labels.get(1), labels.get(0));
      case 3 -> new EndpointName(labels.get(2), labels.get(1), labels.get(0));
      case 4 -> port(labels);
      default -> new Unknown();
    };
  }

  private static ZoneName port(List<String> labels) {
    String port = labels.get(0);
    String protocol = labels.get(1);
    return port.startsWith("_") && protocol.startsWith("_")
        ? new PortName(labels.get(3), labels.get(2), port.substring(1), protocol.substring(1))
        : new Unknown();
  }

  private static ZoneName pod(List<String> labels) {
    return switch (labels.size()) {
      case 0 -> new Branch();
      case 1 -> new NamespaceBranch(labels.get(0));
      case 2 -> new PodName(labels.get(1), labels.get(0));
      default -> new Unknown();
    };
  }

  private static ZoneName nameServer(List<String> labels) {
    return switch (labels.size()) {
      case 0 -> new Branch();
      case 1 -> labels.getFirst().equals("ns") ? new NameServer() : new Unknown();
      default -> new Unknown();
    };
  }
}
