package dev.ordinal.nodeagent.tool;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code /etc/resolv.conf} says.
 *
 * @param search domains to try for names with fewer dots than {@code dots}
 */
record ResolverConfig(InetSocketAddress server, List<String> search, int dots) {

  private static final int PORT = 53;

  /** Of this machine; without namespaces the variable {@code ORDINAL_DNS} names the server. */
  static ResolverConfig ofSystem() {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of("/etc/resolv.conf"));
    } catch (IOException e) {
      lines = List.of(); // as the usual resolver: the server is then this machine
    }
    ResolverConfig config = parse(lines);
    String own = System.getenv("ORDINAL_DNS");
    return own == null ? config : new ResolverConfig(server(own), config.search(), config.dots());
  }

  static ResolverConfig parse(List<String> lines) {
    String server = "127.0.0.1";
    boolean first = true;
    List<String> search = new ArrayList<>();
    int dots = 1;
    for (String line : lines) {
      List<String> words = List.of(line.strip().split("\\s+"));
      List<String> rest = words.subList(1, words.size());
      switch (words.getFirst()) {
        case "nameserver" -> {
          if (first && !rest.isEmpty()) {
            server = rest.getFirst();
            first = false;
          }
        }
        case "search", "domain" -> {
          search.clear();
          search.addAll(rest);
        }
        case "options" -> {
          for (String option : rest) {
            if (option.startsWith("ndots:")) {
              dots = Integer.parseInt(option.substring("ndots:".length()));
            }
          }
        }
        default -> {
          // a comment or an option that changes nothing here
        }
      }
    }
    return new ResolverConfig(new InetSocketAddress(server, PORT), List.copyOf(search), dots);
  }

  private static InetSocketAddress server(String address) {
    int colon = address.lastIndexOf(':');
    return new InetSocketAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  /** The full names that a name may stand for, in the order to try. */
  List<String> candidates(String name) {
    if (name.endsWith(".")) {
      return List.of(name);
    }
    List<String> names = new ArrayList<>();
    search.forEach(domain -> names.add(name + "." + domain));
    long has = name.chars().filter(c -> c == '.').count();
    names.add(has >= dots ? 0 : names.size(), name);
    return names;
  }
}
