package dev.ordinal.controller.statefulset;

import dev.ordinal.client.EventRecorder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.util.Locale;

/** The events of a set, in upstream's words. */
final class StatefulSetEvents {
  private final EventRecorder recorder;

  StatefulSetEvents(EventRecorder recorder) {
    this.recorder = recorder;
  }

  /** The verb is Create, Delete or Update. */
  void podSucceeded(StatefulSetView set, String verb, String pod) {
    String message =
        "%s Pod %s in StatefulSet %s successful".formatted(lower(verb), pod, set.name());
    record(set, "Normal", "Successful" + verb, message);
  }

  void podFailed(StatefulSetView set, String verb, String pod, String error) {
    String message =
        "%s Pod %s in StatefulSet %s failed error: %s"
            .formatted(lower(verb), pod, set.name(), error);
    record(set, "Warning", "Failed" + verb, message);
  }

  void claimCreated(StatefulSetView set, String claim, String pod) {
    String message =
        "create Claim %s Pod %s in StatefulSet %s success".formatted(claim, pod, set.name());
    record(set, "Normal", "SuccessfulCreate", message);
  }

  void claimFailed(StatefulSetView set, String claim, String pod, String error) {
    String message =
        "create Claim %s for Pod %s in StatefulSet %s failed error: %s"
            .formatted(claim, pod, set.name(), error);
    record(set, "Warning", "FailedCreate", message);
  }

  void conflictingController(StatefulSetView set, String claim) {
    record(
        set,
        "Warning",
        "ConflictingController",
        "PersistentVolumeClaim %s has a conflicting OwnerReference that acts as a managing controller, the retention policy is ignored for this claim"
            .formatted(claim));
  }

  private void record(StatefulSetView set, String type, String reason, String message) {
    ObjectReference about =
        new ObjectReferenceBuilder()
            .withApiVersion(StatefulSetView.API_VERSION)
            .withKind(StatefulSetView.KIND)
            .withNamespace(set.namespace())
            .withName(set.name())
            .withUid(set.uid())
            .withResourceVersion(set.metadata().resourceVersion())
            .build();
    recorder.record(about, type, reason, message);
  }

  private static String lower(String verb) {
    return verb.toLowerCase(Locale.ROOT);
  }
}
