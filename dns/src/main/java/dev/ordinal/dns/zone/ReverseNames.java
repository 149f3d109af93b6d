package dev.ordinal.dns.zone;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;

/** Reads addresses out of reverse names. Pure. */
final class ReverseNames {

  private ReverseNames() {}

  /** The whole address that a name under {@code in-addr.arpa} or {@code ip6.arpa} spells. */
  static Optional<InetAddress> address(Name name) {
    List<String> labels = NameParser.labels(name, name.labels() - 3); // zone of two, and the root
    return switch (labels.size()) {
      case 4 -> bytes(labels, 10, 3);
      case 32 -> bytes(joinNibbles(labels), 16, 2);
      default -> Optional.empty();
    };
  }

  private static List<String> joinNibbles(List<String> labels) {
    String[] pairs = new String[labels.size() / 2];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = labels.get(2 * i + 1) + labels.get(2 * i);
    }
    return List.of(pairs);
  }

  private static Optional<InetAddress> bytes(List<String> labels, int radix, int digits) {
    byte[] address = new byte[labels.size()];
    for (int i = 0; i < address.length; i++) {
      String label = labels.get(address.length - 1 - i);
      try {
        int value = Integer.parseInt(label, radix);
        if (label.length() > digits || value < 0 || value > 255 || label.charAt(0) == '+') {
          return Optional.empty();
        }
        address[i] = (byte) value;
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
