package dev.ordinal.apiserver.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** Reads and changes the metadata of an object's tree. */
public final class Meta {

  private static final List<String> SYSTEM_FIELDS =
      List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds");

  private Meta() {}

  /** The metadata, made where it is absent. */
  public static ObjectNode of(ObjectNode object) {
    return Tree.ensureObject(object, "metadata");
  }

  /** The name, or empty. */
  public static String name(ObjectNode object) {
    return Tree.text(object, "metadata", "name");
  }

  /** The namespace, or empty. */
  public static String namespace(ObjectNode object) {
    return Tree.text(object, "metadata", "namespace");
  }

  /** The uid, or empty. */
  public static String uid(ObjectNode object) {
    return Tree.text(object, "metadata", "uid");
  }

  /** The resourceVersion, or empty. */
  public static String resourceVersion(ObjectNode object) {
    return Tree.text(object, "metadata", "resourceVersion");
  }

  /** The finalizers. */
  public static List<String> finalizers(ObjectNode object) {
    return Tree.texts(object, "metadata", "finalizers");
  }

  /** Replaces the finalizers. */
  public static void setFinalizers(ObjectNode object, List<String> finalizers) {
    if (finalizers.isEmpty()) {
      of(object).remove("finalizers");
    } else {
      ArrayNode array = of(object).putArray("finalizers");
      finalizers.forEach(array::add);
    }
  }

  /** Whether deletion has begun. */
  public static boolean isDeleting(ObjectNode object) {
    return Tree.has(object, "metadata", "deletionTimestamp");
  }

  /** Takes over what only the server may set. */
  static void keepSystemFields(ObjectNode object, ObjectNode old) {
    ObjectNode meta = of(object);
    SYSTEM_FIELDS.forEach(field -> Tree.copyField(of(old), meta, field));
    Tree.copyField(of(old), meta, "generation");
    Tree.copyField(of(old), meta, "name");
    Tree.copyField(of(old), meta, "namespace");
    meta.remove("selfLink");
    meta.remove("managedFields");
  }

  /** Whether anything but type, metadata and status differs. */
  static boolean specDiffers(ObjectNode one, ObjectNode other) {
    return !stripped(one).equals(stripped(other));
  }

  private static ObjectNode stripped(ObjectNode object) {
    ObjectNode rest = object.deepCopy();
    rest.remove(List.of("kind", "apiVersion", "metadata", "status"));
    return rest;
  }
}
