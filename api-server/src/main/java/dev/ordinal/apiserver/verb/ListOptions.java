package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.FieldError;
import dev.ordinal.apiserver.request.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of a list or watch, checked.
 *
 * @param resourceVersion as sent, empty where it is not
 * @param sendInitialEvents empty where it is not said
 */
record ListOptions(
    String resourceVersion,
    Match match,
    int limit,
    String continueToken,
    Optional<Boolean> sendInitialEvents) {

  /** How the resourceVersion is meant. */
  enum Match {
    UNSET,
    EXACT,
    NOT_OLDER_THAN
  }

  static ListOptions ofList(Query query) {
    ListOptions options = of(query);
    List<FieldError> errors = new ArrayList<>();
    if (options.match() != Match.UNSET || query.text("resourceVersionMatch").isPresent()) {
      if (!options.continueToken().isEmpty()) {
        errors.add(forbiddenMatch("resourceVersionMatch is forbidden when continue is provided"));
      }
      if (options.resourceVersion().isEmpty()) {
        errors.add(
            forbiddenMatch("resourceVersionMatch is forbidden unless resourceVersion is provided"));
      }
      unsupported(query, options, List.of("Exact", "NotOlderThan", "")).ifPresent(errors::add);
      if (options.match() == Match.EXACT && options.resourceVersion().equals("0")) {
        errors.add(
            forbiddenMatch(
                "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
      }
    }
    if (options.sendInitialEvents().isPresent()) {
      errors.add(
          FieldError.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
    }
    refuse(errors);
    if (!options.continueToken().isEmpty()
        && !options.resourceVersion().isEmpty()
        && !options.resourceVersion().equals("0")) {
      throw ApiException.badRequest(
          "specifying resource version is not allowed when using continue");
    }
    return options;
  }

  static ListOptions ofWatch(Query query) {
    ListOptions options = of(query);
    List<FieldError> errors = new ArrayList<>();
    if (options.sendInitialEvents().isPresent() && options.match() != Match.NOT_OLDER_THAN) {
      errors.add(
          forbiddenMatch(
              "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
    }
    if (query.text("resourceVersionMatch").isPresent()) {
      if (options.sendInitialEvents().isEmpty()) {
        errors.add(
            forbiddenMatch(
                "resourceVersionMatch is forbidden for watch unless sendInitialEvents is"
                    + " provided"));
      }
      if (options.match() != Match.NOT_OLDER_THAN) {
        errors.add(
            FieldError.notSupported(
                "resourceVersionMatch",
                query.text("resourceVersionMatch").orElse(""),
                List.of("NotOlderThan")));
      }
      if (!options.continueToken().isEmpty()) {
        errors.add(forbiddenMatch("resourceVersionMatch is forbidden when continue is provided"));
      }
    }
    refuse(errors);
    return options;
  }

  private static ListOptions of(Query query) {
    Match match =
        switch (query.text("resourceVersionMatch").orElse("")) {
          case "Exact" -> Match.EXACT;
          case "NotOlderThan" -> Match.NOT_OLDER_THAN;
          default -> Match.UNSET;
        };
    long limit = query.number("limit").orElse(0L);
    return new ListOptions(
        query.text("resourceVersion").orElse(""),
        match,
        Math.clamp(limit, 0, Integer.MAX_VALUE),
        query.text("continue").orElse(""),
        query.has("sendInitialEvents")
            ? Optional.of(query.flag("sendInitialEvents"))
            : Optional.empty());
  }

  private static Optional<FieldError> unsupported(
      Query query, ListOptions options, List<String> supported) {
    String sent = query.text("resourceVersionMatch").orElse("");
    return !sent.isEmpty() && options.match() == Match.UNSET
        ? Optional.of(FieldError.notSupported("resourceVersionMatch", sent, supported))
        : Optional.empty();
  }

  private static FieldError forbiddenMatch(String detail) {
    return FieldError.forbidden("resourceVersionMatch", detail);
  }

  private static void refuse(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw ApiException.invalid("meta.k8s.io", "ListOptions", "", errors);
    }
  }
}
