package dev.ordinal.apiserver.kind.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.Map;

/** Which class a volume or claim has, and which class is the default. */
public final class StorageClassNames {

  /** The annotation that stood for the field once. */
  public static final String BETA_CLASS = "volume.beta.kubernetes.io/storage-class";

  private static final String IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";
  private static final String IS_DEFAULT_BETA = "storageclass.beta.kubernetes.io/is-default-class";

  private StorageClassNames() {}

  /** The class of a volume or claim; empty where there is none. */
  public static String of(JsonNode object) {
    String annotated = Tree.text(object, "metadata", "annotations", BETA_CLASS);
    return annotated.isEmpty() ? Tree.text(object, "spec", "storageClassName") : annotated;
  }

  /** Whether a claim names a class, be it the empty one. */
  public static boolean isNamed(JsonNode claim) {
    return Tree.has(claim, "metadata", "annotations", BETA_CLASS)
        || Tree.has(claim, "spec", "storageClassName");
  }

  /** Whether a class is annotated as the default. */
  public static boolean isDefault(JsonNode storageClass) {
    Map<String, String> annotations = Tree.strings(storageClass, "metadata", "annotations");
    return "true".equals(annotations.get(IS_DEFAULT))
        || "true".equals(annotations.get(IS_DEFAULT_BETA));
  }
}
