package dev.ordinal.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A kind as the API serves it, and the Java type its objects are read as: a fabric8 model class or
 * {@link ObjectNode}. The group is empty for the core group.
 */
public record ResourceKind<T>(
    String group, String version, String plural, String kind, boolean namespaced, Class<T> type) {

  /** A namespaced kind. */
  public static <T> ResourceKind<T> namespaced(
      String group, String version, String plural, Class<T> type) {
    return new ResourceKind<>(group, version, plural, type.getSimpleName(), true, type);
  }

  /** A cluster-scoped kind. */
  public static <T> ResourceKind<T> clusterScoped(
      String group, String version, String plural, Class<T> type) {
    return new ResourceKind<>(group, version, plural, type.getSimpleName(), false, type);
  }

  /** The same kind read as JSON trees: nothing is lost, reordered or normalised. */
  public ResourceKind<ObjectNode> raw() {
    return new ResourceKind<>(group, version, plural, kind, namespaced, ObjectNode.class);
  }

  /** The same kind with nothing but metadata. */
  public ResourceKind<PartialObject> partial() {
    return new ResourceKind<>(group, version, plural, kind, namespaced, PartialObject.class);
  }

  /** {@code v1} or {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The path of the collection; in all namespaces when the namespace is null or empty. */
  public String collectionPath(@Nullable String namespace) {
    String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    return namespaced && namespace != null && !namespace.isEmpty()
        ? root + "/namespaces/" + segment(namespace) + "/" + plural
        : root + "/" + plural;
  }

  /** The path of one object. */
  public String objectPath(@Nullable String namespace, String name) {
    return collectionPath(namespace) + "/" + segment(name);
  }

  private static String segment(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
