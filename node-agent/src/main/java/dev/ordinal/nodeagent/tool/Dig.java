package dev.ordinal.nodeagent.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Asks a name server and shows the whole answer, in the place of {@code dig}. */
final class Dig {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.ROOT);

  private final ResolverConfig config;
  private final PrintStream out;
  private final PrintStream err;

  Dig(ResolverConfig config, PrintStream out, PrintStream err) {
    this.config = config;
    this.out = out;
    this.err = err;
  }

  /** The exit code: 0 for any answer, 9 for none, 1 for wrong usage. */
  int run(List<String> words) {
    DigOptions options;
    try {
      options = DigOptions.parse(words);
    } catch (IllegalArgumentException e) {
      err.println("dig: " + e.getMessage());
      return 1;
    }
    InetSocketAddress server = config.server();
    try {
      server = server(options);
      String name =
          options.search() ? config.candidates(options.name()).getFirst() : options.name();
      long start = System.nanoTime();
      DnsAnswer answer = new DnsClient(server).ask(name, options.type(), options.tcp());
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (options.brief()) {
        answer.answers().forEach(row -> out.println(row.data()));
      } else {
        print(words, name, options.type(), answer, millis);
      }
      return 0;
    } catch (IOException e) {
      String shown = server.getHostString() + "#" + server.getPort();
      out.printf(";; communications error to %s: %s%n%n", shown, reason(e));
      out.println("; <<>> DiG (Ordinal) <<>> " + String.join(" ", words));
      out.println(";; global options: +cmd");
      out.println(";; no servers could be reached");
      return 9;
    }
  }

  private InetSocketAddress server(DigOptions options) throws IOException {
    int port = options.port() == 0 ? config.server().getPort() : options.port();
    if (options.server().isEmpty()) {
      return new InetSocketAddress(config.server().getAddress(), port);
    }
    int named = options.port() == 0 ? 53 : options.port();
    return new InetSocketAddress(InetAddress.getByName(options.server()), named);
  }

  private static String reason(IOException e) {
    return e instanceof java.net.SocketTimeoutException ? "timed out" : "" + e.getMessage();
  }

  private void print(List<String> words, String name, int type, DnsAnswer answer, long millis) {
    out.println();
    out.println("; <<>> DiG (Ordinal) <<>> " + String.join(" ", words));
    out.println(";; global options: +cmd");
    out.println(";; Got answer:");
    out.printf(";; ->>HEADER<<- opcode: QUERY, status: %s, id: %d%n", answer.status(), answer.id());
    out.printf(
        ";; flags:%s; QUERY: 1, ANSWER: %d, AUTHORITY: %d, ADDITIONAL: %d%n%n",
        flags(answer.flags()),
        answer.answers().size(),
        answer.authority().size(),
        answer.extra().size() + (answer.extended() ? 1 : 0));
    if (answer.extended()) {
      out.println(";; OPT PSEUDOSECTION:");
      out.println("; EDNS: version: 0, flags:; udp: 1232");
    }
    out.println(";; QUESTION SECTION:");
    String full = name.endsWith(".") ? name : name + ".";
    out.println(";" + full + "\t\tIN\t" + DnsType.name(type) + "\n");
    section("ANSWER", answer.answers());
    section("AUTHORITY", answer.authority());
    section("ADDITIONAL", answer.extra());
    String server = answer.server().getAddress().getHostAddress();
    out.printf(";; Query time: %d msec%n", millis);
    out.printf(
        ";; SERVER: %s#%d(%s) (%s)%n",
        server, answer.server().getPort(), server, answer.overTcp() ? "TCP" : "UDP");
    out.println(";; WHEN: " + WHEN.format(ZonedDateTime.now(ZoneId.systemDefault())));
    out.printf(";; MSG SIZE  rcvd: %d%n%n", answer.size());
  }

  private void section(String title, List<DnsAnswer.Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    out.println(";; " + title + " SECTION:");
    for (DnsAnswer.Row row : rows) {
      out.printf(
          "%s\t%d\tIN\t%s\t%s%n", row.name(), row.ttl(), DnsType.name(row.type()), row.data());
    }
    out.println();
  }

  private static String flags(int flags) {
    StringBuilder names = new StringBuilder();
    String[] all = {"qr", "aa", "tc", "rd", "ra", "", "ad", "cd"};
    int[] bits = {0x8000, 0x400, 0x200, 0x100, 0x80, 0x40, 0x20, 0x10};
    for (int i = 0; i < all.length; i++) {
      if ((flags & bits[i]) != 0 && !all[i].isEmpty()) {
        names.append(' ').append(all[i]);
      }
    }
    return names.toString();
  }
}
