package dev.ordinal.nodeagent.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.Json;
import dev.ordinal.nodeagent.step.PodContext;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a pod's status when it differs from what the API has.
 *
 * <p>Threads: the pod's worker.
 */
final class StatusReporter {

  private static final Logger log = LoggerFactory.getLogger(StatusReporter.class);
  private static final Duration SLOWEST = Duration.ofSeconds(10);

  private JsonNode stored;
  private ObjectNode lastWritten = JsonNodeFactory.instance.objectNode();
  private int failures;

  StatusReporter(Pod pod) {
    this.stored = statusOf(pod);
  }

  /** The API shows a newer status; ours is compared with that from now on. */
  void seen(Pod pod) {
    stored = statusOf(pod);
  }

  /** Whether the API has the present status; a failure sets a time for the next try. */
  boolean report(PodContext context) {
    ObjectNode wanted = Json.mapper().valueToTree(PodStatuses.of(context));
    String now = ContainerStatuses.time(context.now());
    ObjectNode patch = StatusPatch.between(stored, wanted, now);
    // A patch that the API took without showing its effect is not worth a second try.
    if (patch.isEmpty() || patch.equals(lastWritten)) {
      return true;
    }
    try {
      Optional<Pod> written = context.node().api().patchPodStatus(context.pod(), patch);
      failures = 0;
      lastWritten = patch;
      written.ifPresent(pod -> stored = statusOf(pod));
      return true;
    } catch (ApiFailure e) {
      log.debug(
          "status of {} not written: {}", context.pod().getMetadata().getName(), e.getMessage());
      Duration delay = Duration.ofMillis(200L << Math.min(6, failures++));
      context.wakeAfter(delay.compareTo(SLOWEST) < 0 ? delay : SLOWEST);
      return false;
    }
  }

  private static JsonNode statusOf(Pod pod) {
    return pod.getStatus() == null
        ? JsonNodeFactory.instance.objectNode()
        : Json.mapper().valueToTree(pod.getStatus());
  }
}
