package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.pod.PodDefaults;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.StatusRules;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of cron jobs. */
final class CronJobRules implements StatusRules {

  private static final List<String> CONCURRENCY = List.of("Allow", "Forbid", "Replace");
  private static final Defaults DEFAULTS =
      Defaults.table()
          .value("spec!.concurrencyPolicy", "Allow")
          .pointer("spec!.suspend", false)
          .pointer("spec!.successfulJobsHistoryLimit", 3)
          .pointer("spec!.failedJobsHistoryLimit", 1)
          .rule("spec!.jobTemplate!.spec!", CronJobRules::jobSpec)
          .build();

  /** A template is defaulted as pods are; the counts and limits only once a job is made. */
  private static void jobSpec(ObjectNode spec) {
    PodDefaults.applyToTemplate(Tree.ensureObject(spec, "template"));
  }

  @Override
  public void applyDefaults(ObjectNode job) {
    DEFAULTS.apply(job);
  }

  @Override
  public List<FieldError> validate(ObjectNode job) {
    Errors errors = new Errors();
    JsonNode spec = job.path("spec");
    String schedule = Tree.text(spec, "schedule");
    if (schedule.isEmpty()) {
      errors.required("spec.schedule");
    } else if (!schedule.startsWith("@") && schedule.strip().split("\\s+").length != 5) {
      int fields = schedule.strip().split("\\s+").length;
      errors.invalid(
          "spec.schedule",
          schedule,
          "expected exactly 5 fields, found " + fields + ": [" + schedule.strip() + "]");
    }
    String policy = Tree.text(spec, "concurrencyPolicy");
    if (!CONCURRENCY.contains(policy)) {
      errors.notSupported("spec.concurrencyPolicy", policy, CONCURRENCY);
    }
    for (String field :
        List.of(
            "startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit")) {
      errors.nonNegative(spec, "spec", field);
    }
    String name = Tree.text(job, "metadata", "name");
    if (name.length() > 52) {
      errors.invalid("metadata.name", name, "must be no more than 52 characters");
    }
    String restart = Tree.text(spec, "jobTemplate", "spec", "template", "spec", "restartPolicy");
    if (restart.equals("Always")) {
      errors.required(
          "spec.jobTemplate.spec.template.spec.restartPolicy",
          "valid values: \"OnFailure\", \"Never\"");
    }
    return errors.list();
  }

  @Override
  public boolean hasGeneration() {
    return true;
  }
}
