package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Selectors;
import dev.ordinal.apiserver.kind.pod.PodDefaults;
import dev.ordinal.apiserver.kind.pod.PodTemplates;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.StatusRules;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;
import java.util.Map;

/** The rules of jobs. */
final class JobRules implements StatusRules {

  private static final String UID_LABEL = "batch.kubernetes.io/controller-uid";
  private static final String NAME_LABEL = "batch.kubernetes.io/job-name";

  private static final Defaults SPEC =
      Defaults.table()
          .rule("", JobRules::counts)
          .pointer("backoffLimit", 6)
          .pointer("completionMode", "NonIndexed")
          .pointer("suspend", false)
          .pointer("podReplacementPolicy", "TerminatingOrFailed")
          .rule("template!", PodDefaults::applyToTemplate)
          .build();

  /** Neither count given: one pod; only completions given: one at a time. */
  private static void counts(ObjectNode spec) {
    if (!Tree.has(spec, "completions") && !Tree.has(spec, "parallelism")) {
      spec.put("completions", 1);
    }
    if (!Tree.has(spec, "parallelism")) {
      spec.put("parallelism", 1);
    }
    if (Tree.has(spec, "podFailurePolicy") && !Tree.has(spec, "podReplacementPolicy")) {
      spec.put("podReplacementPolicy", "Failed");
    }
  }

  @Override
  public void applyDefaults(ObjectNode job) {
    ObjectNode spec = Tree.ensureObject(job, "spec");
    SPEC.apply(spec);
    ObjectNode metadata = Tree.ensureObject(job, "metadata");
    JsonNode labels = Tree.at(spec, "template", "metadata", "labels");
    if (Tree.at(metadata, "labels").isEmpty() && !labels.isEmpty()) {
      metadata.set("labels", labels.deepCopy());
    }
  }

  /** A job without a selector of its own selects its pods by its uid. */
  @Override
  public void prepareForCreate(ObjectNode job) {
    job.remove("status");
    ObjectNode spec = Tree.ensureObject(job, "spec");
    String uid = Tree.text(job, "metadata", "uid");
    if (Tree.truth(spec, "manualSelector") || uid.isEmpty()) {
      return;
    }
    ObjectNode labels = Tree.ensureObject(spec, "template", "metadata", "labels");
    String name = Tree.text(job, "metadata", "name");
    for (Map.Entry<String, String> label :
        Map.of("job-name", name, NAME_LABEL, name, "controller-uid", uid, UID_LABEL, uid)
            .entrySet()) {
      if (!labels.has(label.getKey())) {
        labels.put(label.getKey(), label.getValue());
      }
    }
    if (!Tree.has(spec, "selector")) {
      spec.putObject("selector").putObject("matchLabels").put(UID_LABEL, uid);
    }
  }

  @Override
  public List<FieldError> validate(ObjectNode job) {
    Errors errors = new Errors();
    JsonNode spec = job.path("spec");
    JsonNode selector = Tree.at(spec, "selector");
    if (selector.isMissingNode()) {
      errors.required("spec.selector");
    } else {
      Selectors.validate(selector, "spec.selector", errors);
      PodTemplates.validateSelected(spec.path("template"), selector, "spec.template", errors);
    }
    spec(spec, "spec", errors);
    return errors.list();
  }

  static void spec(JsonNode spec, String path, Errors errors) {
    for (String field :
        List.of(
            "parallelism",
            "completions",
            "activeDeadlineSeconds",
            "backoffLimit",
            "ttlSecondsAfterFinished")) {
      errors.nonNegative(spec, path, field);
    }
    String mode = Tree.text(spec, "completionMode");
    if (!mode.equals("NonIndexed") && !mode.equals("Indexed")) {
      errors.notSupported(path + ".completionMode", mode, List.of("Indexed", "NonIndexed"));
    } else if (mode.equals("Indexed") && !Tree.has(spec, "completions")) {
      errors.required(path + ".completions", "when completion mode is Indexed");
    }
    PodTemplates.validate(spec.path("template"), path + ".template", errors);
    String policy = Tree.text(spec, "template", "spec", "restartPolicy");
    if (policy.equals("Always")) {
      errors.required(
          path + ".template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
    }
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode job, ObjectNode old) {
    Errors errors = new Errors();
    JsonNode now = job.path("spec");
    JsonNode before = old.path("spec");
    boolean elastic =
        Tree.text(now, "completionMode").equals("Indexed")
            && Tree.number(now, "completions") == Tree.number(now, "parallelism");
    if (!elastic) {
      errors.immutable(
          Tree.at(now, "completions"), Tree.at(before, "completions"), "spec.completions");
    }
    errors.immutable(Tree.at(now, "selector"), Tree.at(before, "selector"), "spec.selector");
    boolean startable = Tree.truth(before, "suspend") && !Tree.has(old, "status", "startTime");
    if (!startable) {
      errors.immutable(Tree.at(now, "template"), Tree.at(before, "template"), "spec.template");
    }
    errors.immutable(
        Tree.at(now, "completionMode"), Tree.at(before, "completionMode"), "spec.completionMode");
    return errors.list();
  }

  @Override
  public boolean hasGeneration() {
    return true;
  }
}
