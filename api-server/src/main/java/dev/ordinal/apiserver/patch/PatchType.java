package dev.ordinal.apiserver.patch;

/** The patches that are pure functions of the object. */
public enum PatchType {
  /** RFC 6902, {@code application/json-patch+json}. */
  JSON,
  /** RFC 7386, {@code application/merge-patch+json}. */
  MERGE,
  /** {@code application/strategic-merge-patch+json}: built-in kinds only. */
  STRATEGIC
}
