package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodDNSConfigOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a pod's {@code /etc/resolv.conf}. Pure.
 *
 * @param text the file
 * @param complaint what had to be left out, for the event DNSConfigForming; empty if nothing
 * @param clusterDnsMissing whether ClusterFirst had to fall back to Default
 */
record ResolvConf(String text, String complaint, boolean clusterDnsMissing) {

  private static final int MAX_SERVERS = 3;
  private static final int MAX_SEARCHES = 32;
  private static final int MAX_SEARCH_LENGTH = 2048;

  /** Nameservers, searches and options on their way. */
  private record Lines(Set<String> servers, Set<String> searches, Map<String, String> options) {
    Lines() {
      this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashMap<>());
    }
  }

  /**
   * The file for a pod.
   *
   * @param hostText the host's own file
   */
  static ResolvConf of(Pod pod, DnsSettings dns, String hostText) {
    Lines host = parse(hostText);
    String policy =
        pod.getSpec().getDnsPolicy() == null ? "ClusterFirst" : pod.getSpec().getDnsPolicy();
    boolean wantsCluster =
        policy.equals("ClusterFirstWithHostNet")
            || (policy.equals("ClusterFirst") && !Pods.hostNetwork(pod));
    boolean missing = wantsCluster && dns.clusterDns().isEmpty();
    Lines lines =
        policy.equals("None")
            ? new Lines()
            : wantsCluster && !missing ? cluster(pod, dns, host) : host;
    append(lines, pod.getSpec().getDnsConfig());
    return limited(lines, missing);
  }

  private static Lines cluster(Pod pod, DnsSettings dns, Lines host) {
    Lines lines = new Lines();
    lines.servers().addAll(dns.clusterDns());
    String domain = dns.clusterDomain();
    lines.searches().add(pod.getMetadata().getNamespace() + ".svc." + domain);
    lines.searches().add("svc." + domain);
    lines.searches().add(domain);
    lines.searches().addAll(host.searches());
    lines.options().put("ndots", "5");
    return lines;
  }

  private static void append(Lines lines, @Nullable PodDNSConfig config) {
    if (config == null) {
      return;
    }
    lines.servers().addAll(config.getNameservers());
    lines.searches().addAll(config.getSearches());
    for (PodDNSConfigOption option : config.getOptions()) {
      lines.options().put(option.getName(), option.getValue() == null ? "" : option.getValue());
    }
  }

  private static ResolvConf limited(Lines lines, boolean missing) {
    List<String> complaints = new ArrayList<>();
    List<String> servers = new ArrayList<>(lines.servers());
    if (servers.size() > MAX_SERVERS) {
      servers = servers.subList(0, MAX_SERVERS);
      complaints.add(
          "Nameserver limits were exceeded, some nameservers have been omitted, the applied"
              + " nameserver line is: "
              + String.join(" ", servers));
    }
    List<String> searches = new ArrayList<>(lines.searches());
    List<String> kept = new ArrayList<>();
    int length = 0;
    for (String search : searches) {
      length += search.length() + (kept.isEmpty() ? 0 : 1);
      if (kept.size() == MAX_SEARCHES || length > MAX_SEARCH_LENGTH) {
        complaints.add(
            "Search Line limits were exceeded, some search paths have been omitted, the applied"
                + " search line is: "
                + String.join(" ", kept));
        break;
      }
      kept.add(search);
    }
    StringBuilder text = new StringBuilder();
    if (!kept.isEmpty()) {
      text.append("search ").append(String.join(" ", kept)).append('\n');
    }
    servers.forEach(server -> text.append("nameserver ").append(server).append('\n'));
    if (!lines.options().isEmpty()) {
      text.append("options");
      lines.options().forEach((name, value) -> text.append(' ').append(option(name, value)));
      text.append('\n');
    }
    return new ResolvConf(text.toString(), String.join("; ", complaints), missing);
  }

  private static String option(String name, String value) {
    return value.isEmpty() ? name : name + ":" + value;
  }

  private static Lines parse(String text) {
    Lines lines = new Lines();
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+");
      switch (words[0]) {
        case "nameserver" -> {
          if (words.length > 1) {
            lines.servers().add(words[1]);
          }
        }
        case "search", "domain" -> {
          lines.searches().clear();
          for (int i = 1; i < words.length; i++) {
            lines.searches().add(withoutDot(words[i]));
          }
        }
        case "options" -> {
          for (int i = 1; i < words.length; i++) {
            int colon = words[i].indexOf(':');
            lines
                .options()
                .put(
                    colon < 0 ? words[i] : words[i].substring(0, colon),
                    colon < 0 ? "" : words[i].substring(colon + 1));
          }
        }
        default -> {}
      }
    }
    return lines;
  }

  private static String withoutDot(String search) {
    return search.length() > 1 && search.endsWith(".")
        ? search.substring(0, search.length() - 1)
        : search;
  }
}
