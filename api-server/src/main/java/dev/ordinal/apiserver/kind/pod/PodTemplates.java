package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Metadata;
import dev.ordinal.apiserver.kind.meta.Selectors;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** What kinds with a pod template share; defaults are in {@link PodDefaults}. */
public final class PodTemplates {

  private PodTemplates() {}

  /** Errors of a template: its labels, annotations and spec. */
  public static void validate(JsonNode template, String path, Errors errors) {
    Metadata.labels(Tree.at(template, "metadata", "labels"), path + ".labels", errors);
    Metadata.annotations(
        Tree.at(template, "metadata", "annotations"), path + ".annotations", errors);
    PodSpecValidation.validate(template.path("spec"), path + ".spec", false, errors);
    if (!Tree.at(template, "spec", "ephemeralContainers").isEmpty()) {
      errors.forbidden(
          path + ".spec.ephemeralContainers", "ephemeral containers not allowed in pod template");
    }
  }

  /**
   * Errors of a template with volumes that the pods will have beside it (claims of a StatefulSet);
   * such a volume hides one of the template with its name.
   */
  public static void validate(JsonNode template, List<String> claims, String path, Errors errors) {
    if (claims.isEmpty() || !(template.path("spec") instanceof ObjectNode)) {
      validate(template, path, errors);
      return;
    }
    ObjectNode extended = template.deepCopy();
    ObjectNode spec = (ObjectNode) extended.path("spec");
    for (String claim : claims) {
      if (Tree.find(Tree.at(spec, "volumes"), "name", claim).isEmpty()) {
        Tree.ensureArray(spec, "volumes")
            .addObject()
            .put("name", claim)
            .putObject("persistentVolumeClaim")
            .put("claimName", claim);
      }
    }
    validate(extended, path, errors);
  }

  /** The template's labels must be selected. */
  public static void validateSelected(
      JsonNode template, JsonNode selector, String path, Errors errors) {
    JsonNode labels = Tree.at(template, "metadata", "labels");
    if (!Selectors.isEmpty(selector) && !Selectors.matches(selector, Tree.strings(labels))) {
      errors.invalid(
          path + ".metadata.labels", labels, "`selector` does not match template `labels`");
    }
  }

  /** The pods of the kind must be restarted always, and have no deadline. */
  public static void validateRunsForEver(
      JsonNode template, String kind, String path, Errors errors) {
    String policy = Tree.text(template, "spec", "restartPolicy");
    if (!policy.equals("Always")) {
      errors.notSupported(path + ".spec.restartPolicy", policy, List.of("Always"));
    }
    if (Tree.has(template, "spec", "activeDeadlineSeconds")) {
      errors.forbidden(
          path + ".spec.activeDeadlineSeconds",
          "activeDeadlineSeconds in " + kind + " is not Supported");
    }
  }
}
