package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;
import java.util.OptionalLong;

/** The rules of pods. */
final class PodRules implements KindRules {

  @Override
  public void applyDefaults(ObjectNode pod) {
    PodDefaults.applyToPod(pod);
  }

  @Override
  public void prepareForCreate(ObjectNode pod) {
    ObjectNode status = pod.putObject("status");
    status.put("phase", "Pending");
    if (!Tree.at(pod, "spec", "schedulingGates").isEmpty()) {
      status
          .putArray("conditions")
          .addObject()
          .put("type", "PodScheduled")
          .put("status", "False")
          .put("reason", "SchedulingGated")
          .put("message", "Scheduling is blocked due to non-empty scheduling gates");
    }
    status.put("qosClass", QosClass.of(pod));
  }

  @Override
  public void prepareForUpdate(ObjectNode pod, ObjectNode old) {
    Tree.copyField(old, pod, "status");
  }

  @Override
  public void prepareForStatusUpdate(ObjectNode pod, ObjectNode old) {
    Tree.copyField(old, pod, "spec");
    ObjectNode status = Tree.ensureObject(pod, "status");
    if (Tree.text(status, "qosClass").isEmpty()) {
      Tree.copyField(old.path("status"), status, "qosClass");
    }
    Tree.copyField(old.path("metadata"), Tree.ensureObject(pod, "metadata"), "ownerReferences");
    PodAddresses.mirror(pod);
  }

  @Override
  public List<FieldError> validate(ObjectNode pod) {
    Errors errors = new Errors();
    PodSpecValidation.validate(pod.path("spec"), "spec", true, errors);
    PodSpecValidation.validatePodOnly(pod.path("spec"), "spec", errors);
    return errors.list();
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode pod, ObjectNode old) {
    Errors errors = new Errors();
    PodUpdateValidation.validate(pod, old, errors);
    return errors.list();
  }

  @Override
  public List<FieldError> validateStatusUpdate(ObjectNode pod, ObjectNode old) {
    Errors errors = new Errors();
    PodUpdateValidation.validateStatus(pod, old, errors);
    return errors.list();
  }

  @Override
  public boolean hasGeneration() {
    return true;
  }

  @Override
  public long gracefulDeletionSeconds(ObjectNode pod, OptionalLong asked) {
    String phase = Tree.text(pod, "status", "phase");
    boolean nobodyToWaitFor =
        Tree.text(pod, "spec", "nodeName").isEmpty()
            || phase.equals("Failed")
            || phase.equals("Succeeded");
    if (nobodyToWaitFor) {
      return 0;
    }
    long seconds = asked.orElseGet(() -> Tree.number(pod, "spec", "terminationGracePeriodSeconds"));
    return seconds < 0 ? 1 : seconds;
  }
}
