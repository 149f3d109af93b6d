package dev.ordinal.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** How to delete: grace in seconds, what becomes of dependents, and which very object is meant. */
public record DeleteOptions(
    @Nullable Long gracePeriodSeconds,
    @Nullable String propagationPolicy,
    @Nullable String uid,
    @Nullable String resourceVersion) {

  /** The server's defaults. */
  public static DeleteOptions defaults() {
    return new DeleteOptions(null, null, null, null);
  }

  /** Deletes only the object with this UID; another one of the same name is a conflict. */
  public static DeleteOptions ofUid(String uid) {
    return new DeleteOptions(null, null, uid, null);
  }

  public DeleteOptions withGracePeriod(long seconds) {
    return new DeleteOptions(seconds, propagationPolicy, uid, resourceVersion);
  }

  /** {@code Background}, {@code Foreground} or {@code Orphan}. */
  public DeleteOptions withPropagation(String policy) {
    return new DeleteOptions(gracePeriodSeconds, policy, uid, resourceVersion);
  }

  public DeleteOptions withResourceVersion(String version) {
    return new DeleteOptions(gracePeriodSeconds, propagationPolicy, uid, version);
  }

  ObjectNode toTree() {
    ObjectNode tree = Json.object().put("kind", "DeleteOptions").put("apiVersion", "v1");
    if (gracePeriodSeconds != null) {
      tree.put("gracePeriodSeconds", gracePeriodSeconds);
    }
    if (propagationPolicy != null) {
      tree.put("propagationPolicy", propagationPolicy);
    }
    if (uid != null || resourceVersion != null) {
      ObjectNode preconditions = tree.putObject("preconditions");
      if (uid != null) {
        preconditions.put("uid", uid);
      }
      if (resourceVersion != null) {
        preconditions.put("resourceVersion", resourceVersion);
      }
    }
    return tree;
  }
}
