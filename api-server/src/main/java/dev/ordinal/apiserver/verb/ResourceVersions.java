package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.resource.ResourceStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Resource versions as clients write them. */
final class ResourceVersions {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private ResourceVersions() {}

  static long parse(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && Character.isDigit(text.charAt(0))) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Refused below, as is what parses but is no version.
    }
    throw ApiException.of(
        422,
        "Invalid",
        "resourceVersion: Invalid value: \""
            + text
            + "\": strconv.ParseUint: parsing \""
            + text
            + "\": invalid syntax",
        Optional.empty());
  }

  /** Waits a little for a version that is not reached yet; then refuses as upstream does. */
  static void requireReached(ResourceStore store, String text) {
    long version = parse(text);
    if (version == 0 || store.caches().awaitRevision(version, PATIENCE)) {
      return;
    }
    throw ApiException.of(
        504,
        "Timeout",
        "Too large resource version: " + version + ", current: " + store.caches().applied(),
        Optional.of(
            new ApiException.Details(
                "",
                "",
                "",
                "",
                List.of(
                    new ApiException.Cause(
                        "ResourceVersionTooLarge", "Too large resource version", "")),
                1)));
  }
}
