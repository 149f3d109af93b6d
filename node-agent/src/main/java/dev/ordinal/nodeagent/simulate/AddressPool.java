package dev.ordinal.nodeagent.simulate;

import java.util.BitSet;

/**
 * The addresses of a pod range, given out in order so that one that was just freed is not used
 * again at once.
 *
 * <p>Threads: {@code this} guards everything.
 */
final class AddressPool {

  private final int base;
  private final int size;
  private final BitSet taken = new BitSet();
  private int next = 2;

  /** Over a range such as {@code 10.244.1.0/24}. */
  AddressPool(String cidr) {
    int slash = cidr.indexOf('/');
    this.base = number(cidr.substring(0, slash));
    this.size = 1 << (32 - Integer.parseInt(cidr.substring(slash + 1)));
  }

  synchronized String take() {
    for (int tried = 0; tried < size; tried++) {
      int offset = next;
      next = next + 1 >= size - 1 ? 2 : next + 1;
      if (!taken.get(offset)) {
        taken.set(offset);
        return text(base + offset);
      }
    }
    throw new IllegalStateException("no free address in " + text(base));
  }

  /** Notes that an address is in use already. */
  synchronized String claim(String address) {
    int offset = number(address) - base;
    if (offset > 0 && offset < size) {
      taken.set(offset);
    }
    return address;
  }

  synchronized void free(String address) {
    int offset = number(address) - base;
    if (offset > 0 && offset < size) {
      taken.clear(offset);
    }
  }

  private static int number(String address) {
    int number = 0;
    for (String part : address.split("\\.", -1)) {
      number = (number << 8) | Integer.parseInt(part);
    }
    return number;
  }

  private static String text(int number) {
    return ((number >> 24) & 255)
        + "."
        + ((number >> 16) & 255)
        + "."
        + ((number >> 8) & 255)
        + "."
        + (number & 255);
  }
}
