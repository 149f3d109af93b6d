package dev.ordinal.nodeagent.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Looks a name or an address up, in the place of {@code nslookup}. */
final class Nslookup {

  private final ResolverConfig config;
  private final PrintStream out;
  private final PrintStream err;

  Nslookup(ResolverConfig config, PrintStream out, PrintStream err) {
    this.config = config;
    this.out = out;
    this.err = err;
  }

  /** The exit code: 0 when something was found. */
  int run(List<String> words) {
    List<String> names = new ArrayList<>();
    int type = 0;
    for (String word : words) {
      if (word.startsWith("-type=") || word.startsWith("-query=") || word.startsWith("-q=")) {
        type = DnsType.number(word.substring(word.indexOf('=') + 1)).orElse(DnsType.A);
      } else if (!word.startsWith("-")) {
        names.add(word);
      }
    }
    if (names.isEmpty()) {
      err.println("usage: nslookup [-type=TYPE] NAME [SERVER]");
      return 1;
    }
    try {
      InetSocketAddress server =
          names.size() == 1
              ? config.server()
              : new InetSocketAddress(InetAddress.getByName(names.get(1)), 53);
      return lookUp(names.getFirst(), type, server);
    } catch (IOException e) {
      out.println(";; connection timed out; no servers could be reached\n");
      return 1;
    }
  }

  private int lookUp(String name, int type, InetSocketAddress server) throws IOException {
    String shown = server.getAddress().getHostAddress();
    out.printf("Server:\t\t%s%nAddress:\t%s#%d%n%n", shown, shown, server.getPort());
    boolean address = name.matches("[0-9.]+") || name.contains(":");
    List<String> candidates = address ? List.of(DigOptions.reverse(name)) : config.candidates(name);
    List<Integer> types =
        type != 0
            ? List.of(type)
            : address ? List.of(DnsType.PTR) : List.of(DnsType.A, DnsType.AAAA);
    String status = "NXDOMAIN";
    for (String candidate : candidates) {
      boolean exists = false;
      for (int one : types) {
        DnsAnswer answer = new DnsClient(server).ask(candidate, one, false);
        status = answer.status();
        if (answer.code() == 0) {
          exists = true;
          print(answer, one == types.getFirst());
        } else if (answer.code() != 3) {
          break;
        }
      }
      if (exists) {
        out.println();
        return 0;
      }
    }
    out.printf("** server can't find %s: %s%n%n", candidates.getLast(), status);
    return 1;
  }

  private void print(DnsAnswer answer, boolean first) {
    if (first && !answer.authoritative()) {
      out.println("Non-authoritative answer:");
    }
    for (DnsAnswer.Row row : answer.answers()) {
      String name = row.name().replaceAll("\\.$", "");
      switch (row.type()) {
        case DnsType.A, DnsType.AAAA -> out.printf("Name:\t%s%nAddress: %s%n", name, row.data());
        case DnsType.PTR -> out.printf("%s\tname = %s%n", name, row.data());
        case DnsType.CNAME -> out.printf("%s\tcanonical name = %s%n", name, row.data());
        case DnsType.SRV -> out.printf("%s\tservice = %s%n", name, row.data());
        default -> out.printf("%s\t%s = %s%n", name, DnsType.name(row.type()), row.data());
      }
    }
  }
}
