package dev.ordinal.client;

/** Names an object of one kind; {@code namespace} is empty for cluster-scoped kinds. */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {

  /** The key of a namespaced or cluster-scoped (namespace null or empty) object. */
  public static ObjectKey of(@org.jspecify.annotations.Nullable String namespace, String name) {
    return new ObjectKey(namespace == null ? "" : namespace, name);
  }

  @Override
  public int compareTo(ObjectKey other) {
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
