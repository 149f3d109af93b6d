package dev.ordinal.dns.view;

import java.net.InetAddress;
import java.util.Optional;

/** Reads addresses as text; never asks anybody. */
public final class Addresses {

  private Addresses() {}

  /** The address, or empty where the text is not one in full. */
  public static Optional<InetAddress> parse(String text) {
    try {
      if (text.indexOf(':') < 0 && !isDottedQuad(text)) {
        return Optional.empty(); // ofLiteral takes "1.2" and "010.1.1.1" too
      }
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isDottedQuad(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!part.matches("0|[1-9][0-9]{0,2}")) {
        return false;
      }
    }
    return true;
  }
}
