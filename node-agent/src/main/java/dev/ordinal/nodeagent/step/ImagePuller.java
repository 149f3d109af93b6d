package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.container.Waiting;
import dev.ordinal.nodeagent.runtime.Image;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Finds a container's image, with upstream's reasons, events and delays. */
final class ImagePuller {

  private ImagePuller() {}

  /** The image; without it the record says why and the worker is woken for the next try. */
  static Optional<Image> pull(PodContext context, ContainerRecord record) {
    String reference = record.spec().getImage() == null ? "" : record.spec().getImage();
    Instant failedAt = record.pullFailedAt;
    if (failedAt != null) {
      Duration remaining = record.pulls.remaining(failedAt, context.now());
      if (remaining.isPositive()) {
        backOff(context, record, reference);
        context.wakeAfter(remaining);
        return Optional.empty();
      }
    }
    boolean never = "Never".equals(record.spec().getImagePullPolicy());
    boolean always = "Always".equals(record.spec().getImagePullPolicy());
    if (always) {
      normal(context, record, "Pulling", "Pulling image \"" + reference + "\"");
    }
    long begun = System.nanoTime();
    try {
      Image image = context.node().runtime().resolveImage(reference);
      succeeded(context, record, image, always, Duration.ofNanos(System.nanoTime() - begun));
      return Optional.of(image);
    } catch (RuntimeFailure e) {
      if (!always && !never) {
        normal(context, record, "Pulling", "Pulling image \"" + reference + "\"");
      }
      failed(context, record, reference, never, e);
      return Optional.empty();
    }
  }

  private static void succeeded(
      PodContext context, ContainerRecord record, Image image, boolean pulled, Duration took) {
    record.pullFailedAt = null;
    record.pulls.reset();
    String quoted = "\"" + record.spec().getImage() + "\"";
    String time = duration(took);
    normal(
        context,
        record,
        "Pulled",
        pulled
            ? "Successfully pulled image "
                + quoted
                + " in "
                + time
                + " ("
                + time
                + " including waiting). Image size: "
                + image.sizeBytes()
                + " bytes."
            : "Container image "
                + quoted
                + " already present on machine and can be accessed by the pod");
  }

  private static void failed(
      PodContext context,
      ContainerRecord record,
      String reference,
      boolean never,
      RuntimeFailure failure) {
    record.pulls.next(context.now());
    record.pullFailedAt = context.now();
    String reason = failure.reason();
    String message = String.valueOf(failure.getMessage());
    if (never && reason.equals("ErrImagePull")) {
      reason = "ErrImageNeverPull";
      message = "Container image \"" + reference + "\" is not present with pull policy of Never";
      warning(context, record, reason, message);
    } else if (reason.equals("InvalidImageName")) {
      message = "Failed to apply default image tag \"" + reference + "\": " + message;
      warning(context, record, "InspectFailed", message);
    } else {
      warning(context, record, "Failed", "Failed to pull image \"" + reference + "\": " + message);
    }
    warning(context, record, "Failed", "Error: " + reason);
    record.waiting(new Waiting(reason, message));
    context.wakeAfter(record.pulls.delay());
  }

  private static void backOff(PodContext context, ContainerRecord record, String reference) {
    String before = record.waiting().map(Waiting::reason).orElse("");
    if (!before.equals("ErrImagePull")) {
      return;
    }
    String message = "Back-off pulling image \"" + reference + "\"";
    normal(context, record, "BackOff", message);
    warning(context, record, "Failed", "Error: ImagePullBackOff");
    String cause = record.waiting().map(Waiting::message).orElse("");
    record.waiting(new Waiting("ImagePullBackOff", message + ": ErrImagePull: " + cause));
  }

  /** As Go prints durations: {@code 3ms}, {@code 1.25s}. */
  private static String duration(Duration time) {
    long millis = Math.max(1, time.toMillis());
    return millis < 1000 ? millis + "ms" : String.format(Locale.ROOT, "%.3fs", millis / 1000.0);
  }

  private static void normal(
      PodContext context, ContainerRecord record, String reason, String message) {
    context.node().events().normal(context.pod(), record.fieldPath(), reason, message);
  }

  private static void warning(
      PodContext context, ContainerRecord record, String reason, String message) {
    context.node().events().warning(context.pod(), record.fieldPath(), reason, message);
  }
}
