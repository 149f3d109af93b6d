package dev.ordinal.apiserver.kind.tree;

import java.util.regex.Pattern;

/** IP addresses as texts; nothing is ever resolved. */
public final class Addresses {

  private static final String OCTET = "(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
  private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern IPV6_CHARS = Pattern.compile("[0-9A-Fa-f:.]+");

  private Addresses() {}

  /** Whether a text is an IPv4 address without leading zeros. */
  public static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  /** Whether a text is an IPv6 address. */
  public static boolean isIpv6(String text) {
    if (!text.contains(":") || !IPV6_CHARS.matcher(text).matches() || text.contains(":::")) {
      return false;
    }
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int groups = 0;
    for (String group : text.split(":", -1)) {
      if (group.contains(".")) {
        if (!isIpv4(group) || !text.endsWith(group)) {
          return false;
        }
        groups += 2;
      } else if (group.length() > 4) {
        return false;
      } else if (!group.isEmpty()) {
        groups++;
      }
    }
    boolean looseEnd = text.endsWith(":") && !text.endsWith("::");
    boolean looseStart = text.startsWith(":") && !text.startsWith("::");
    return !looseEnd && !looseStart && (gap >= 0 ? groups < 8 : groups == 8);
  }

  /** An error where a text is not an address. */
  public static void validate(String text, String field, Errors errors) {
    if (!isIpv4(text) && !isIpv6(text)) {
      errors.invalid(field, text, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }
  }
}
