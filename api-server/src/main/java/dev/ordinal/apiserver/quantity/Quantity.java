package dev.ordinal.apiserver.quantity;

/** One quantity of a resource. Immutable. */
public final class Quantity implements Comparable<Quantity> {

  private final String text;

  private Quantity(String text) {
    this.text = text;
  }

  /**
   * Reads a quantity.
   *
   * @throws IllegalArgumentException with upstream's text
   */
  public static Quantity parse(String text) {
    return new Quantity(text);
  }

  @Override
  public int compareTo(Quantity other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity q && compareTo(q) == 0;
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The canonical form. */
  @Override
  public String toString() {
    return text;
  }
}
