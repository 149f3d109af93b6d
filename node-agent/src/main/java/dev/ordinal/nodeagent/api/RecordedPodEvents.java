package dev.ordinal.nodeagent.api;

import dev.ordinal.client.EventRecorder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;

/** Events written to the API. */
public final class RecordedPodEvents implements PodEvents {

  private final EventRecorder recorder;

  /** By way of a recorder whose component is {@code kubelet}. */
  public RecordedPodEvents(EventRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void normal(Pod pod, String reason, String message) {
    recorder.record(reference(pod), "Normal", reason, message);
  }

  @Override
  public void warning(Pod pod, String reason, String message) {
    recorder.record(reference(pod), "Warning", reason, message);
  }

  @Override
  public void normal(Pod pod, String fieldPath, String reason, String message) {
    recorder.record(reference(pod, fieldPath), "Normal", reason, message);
  }

  @Override
  public void warning(Pod pod, String fieldPath, String reason, String message) {
    recorder.record(reference(pod, fieldPath), "Warning", reason, message);
  }

  private static ObjectReference reference(Pod pod) {
    ObjectReference reference = EventRecorder.reference(pod);
    reference.setApiVersion("v1");
    reference.setKind("Pod");
    return reference;
  }

  private static ObjectReference reference(Pod pod, String fieldPath) {
    ObjectReference reference = reference(pod);
    reference.setFieldPath(fieldPath);
    return reference;
  }
}
