package dev.ordinal.apiserver.schema;

/**
 * The identity of a kind.
 *
 * @param group empty for the core group
 */
public record Gvk(String group, String version, String kind) {

  /** {@code v1} or {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
