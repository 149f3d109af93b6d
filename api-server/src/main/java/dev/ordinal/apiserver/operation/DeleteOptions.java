package dev.ordinal.apiserver.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.FieldError;
import dev.ordinal.apiserver.request.Query;
import java.util.List;
import java.util.Optional;

/**
 * How an object is to be deleted.
 *
 * @param gracePeriodSeconds empty where the client leaves it to the object
 * @param uid a precondition, or empty
 * @param resourceVersion a precondition, or empty
 */
public record DeleteOptions(
    Optional<Long> gracePeriodSeconds,
    String uid,
    String resourceVersion,
    Optional<Propagation> propagation) {

  /** What becomes of dependents. */
  public enum Propagation {
    /** They are kept and released. */
    ORPHAN,
    /** They go later. */
    BACKGROUND,
    /** They go first. */
    FOREGROUND
  }

  /** Nothing said. */
  public static final DeleteOptions DEFAULT =
      new DeleteOptions(Optional.empty(), "", "", Optional.empty());

  /** Removes at once. */
  public static final DeleteOptions NOW =
      new DeleteOptions(Optional.of(0L), "", "", Optional.of(Propagation.BACKGROUND));

  /** Reads the body of a DELETE. */
  public static DeleteOptions of(ObjectNode body) {
    Optional<Long> grace =
        Tree.has(body, "gracePeriodSeconds")
            ? Optional.of(Tree.number(body, "gracePeriodSeconds"))
            : Optional.empty();
    return new DeleteOptions(
        grace,
        Tree.text(body, "preconditions", "uid"),
        Tree.text(body, "preconditions", "resourceVersion"),
        propagation(
            Tree.text(body, "propagationPolicy"),
            Tree.has(body, "orphanDependents")
                ? Optional.of(Tree.truth(body, "orphanDependents"))
                : Optional.empty()));
  }

  /** Reads the query of a DELETE that has no body. */
  public static DeleteOptions of(Query query) {
    return new DeleteOptions(
        query.number("gracePeriodSeconds"),
        "",
        "",
        propagation(
            query.text("propagationPolicy").orElse(""),
            query.has("orphanDependents")
                ? Optional.of(query.flag("orphanDependents"))
                : Optional.empty()));
  }

  private static Optional<Propagation> propagation(String policy, Optional<Boolean> orphan) {
    if (!policy.isEmpty() && orphan.isPresent()) {
      throw invalid(
          new FieldError(
              "FieldValueInvalid",
              "propagationPolicy",
              "Invalid value: \""
                  + policy
                  + "\": orphanDependents and deletionPropagation cannot be both set"));
    }
    return switch (policy) {
      case "" -> orphan.map(keep -> keep ? Propagation.ORPHAN : Propagation.BACKGROUND);
      case "Orphan" -> Optional.of(Propagation.ORPHAN);
      case "Background" -> Optional.of(Propagation.BACKGROUND);
      case "Foreground" -> Optional.of(Propagation.FOREGROUND);
      default ->
          throw invalid(
              FieldError.notSupported(
                  "propagationPolicy",
                  policy,
                  List.of("Foreground", "Background", "Orphan", "nil")));
    };
  }

  private static ApiException invalid(FieldError error) {
    return ApiException.invalid("meta.k8s.io", "DeleteOptions", "", List.of(error));
  }
}
