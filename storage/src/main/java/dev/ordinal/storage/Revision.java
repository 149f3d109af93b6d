package dev.ordinal.storage;

/** A position in the store's one history; the number is an object's {@code resourceVersion}. */
public record Revision(long value) implements Comparable<Revision> {

  /** Stands for "whatever is newest" where a revision is asked for. */
  public static final Revision LATEST = new Revision(0);

  /** Refuses negative numbers, which no store can hand out. */
  public Revision {
    if (value < 0) {
      throw new IllegalArgumentException("a revision cannot be negative: " + value);
    }
  }

  /** The revision of the write that follows this one. */
  public Revision next() {
    return new Revision(value + 1);
  }

  @Override
  public int compareTo(Revision other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
