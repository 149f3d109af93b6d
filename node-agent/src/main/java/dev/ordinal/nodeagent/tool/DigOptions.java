package dev.ordinal.nodeagent.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@code dig}.
 *
 * @param server empty for the system's
 * @param port 0 for the usual one
 * @param brief only the data of the answers
 * @param search whether the search list counts
 */
record DigOptions(
    String name, int type, String server, int port, boolean brief, boolean tcp, boolean search) {

  static DigOptions parse(List<String> words) {
    Parser parser = new Parser();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      parser.word(rest.next(), rest);
    }
    return parser.options();
  }

  private static final class Parser {
    private String name = "";
    private Optional<Integer> type = Optional.empty();
    private String server = "";
    private int port;
    private boolean brief;
    private boolean tcp;
    private boolean search;

    private void word(String word, Iterator<String> rest) {
      if (word.startsWith("@")) {
        server = word.substring(1);
      } else if (word.startsWith("+")) {
        plus(word);
      } else if (word.startsWith("-") && word.length() > 1) {
        minus(word, rest);
      } else if (type.isEmpty() && DnsType.number(word).isPresent()) {
        type = DnsType.number(word);
      } else if (!word.equalsIgnoreCase("IN")) {
        name = word;
      }
    }

    private void plus(String word) {
      switch (word) {
        case "+short" -> brief = true;
        case "+noshort" -> brief = false;
        case "+tcp", "+vc" -> tcp = true;
        case "+notcp", "+novc" -> tcp = false;
        case "+search" -> search = true;
        default -> {
          // the others change how an answer is shown, and it is shown whole
        }
      }
    }

    private void minus(String word, Iterator<String> rest) {
      String value = word.length() > 2 ? word.substring(2) : rest.hasNext() ? rest.next() : "";
      switch (word.charAt(1)) {
        case 'p' -> port = Integer.parseInt(value);
        case 'x' -> {
          name = reverse(value);
          type = Optional.of(DnsType.PTR);
        }
        case 't' ->
            type =
                Optional.of(
                    DnsType.number(value)
                        .orElseThrow(() -> new IllegalArgumentException("unknown type " + value)));
        case 'q' -> name = value;
        default -> throw new IllegalArgumentException("Invalid option: " + word);
      }
    }

    private DigOptions options() {
      String asked = name.isEmpty() ? "." : name;
      int number = type.orElse(name.isEmpty() ? DnsType.NS : DnsType.A);
      return new DigOptions(asked, number, server, port, brief, tcp, search);
    }
  }

  /** The name under which an address is looked up. */
  static String reverse(String address) {
    List<String> parts = new ArrayList<>();
    if (address.contains(":")) {
      byte[] bytes = java.net.InetAddress.ofLiteral(address).getAddress();
      for (char digit : HexFormat.of().formatHex(bytes).toCharArray()) {
        parts.add(String.valueOf(digit));
      }
      Collections.reverse(parts);
      return String.join(".", parts) + ".ip6.arpa";
    }
    parts.addAll(List.of(address.split("\\.")));
    Collections.reverse(parts);
    return String.join(".", parts) + ".in-addr.arpa";
  }
}
