package dev.ordinal.apiserver.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;
import java.util.OptionalLong;

/**
 * The rules that only one kind has. Objects are JSON trees; {@code metadata} is the generic
 * server's business (uid, timestamps, generation, name validation by {@link #nameRule}), apart from
 * what a rule here says.
 *
 * <p>Every method is pure but for changing the tree it is handed; called on any thread.
 */
public interface KindRules {

  /** No rules beyond the generic ones. */
  KindRules NONE = new KindRules() {};

  /** Which names are valid. */
  enum NameRule {
    /** RFC 1123 subdomain, the usual one. */
    DNS_SUBDOMAIN,
    /** RFC 1123 label (namespaces). */
    DNS_LABEL,
    /** RFC 1035 label (services). */
    DNS_1035_LABEL,
    /** Anything that is one path segment (RBAC). */
    PATH_SEGMENT
  }

  /** Which names are valid for this kind. */
  default NameRule nameRule() {
    return NameRule.DNS_SUBDOMAIN;
  }

  /**
   * Fills in upstream's defaults; must be idempotent. Called on every write before anything else
   * reads the tree.
   */
  default void applyDefaults(ObjectNode object) {}

  /** Upstream's PrepareForCreate: drops what a client may not set (status, disabled fields). */
  default void prepareForCreate(ObjectNode object) {}

  /**
   * Upstream's PrepareForUpdate: keeps what an update of the main resource may not change (status).
   */
  default void prepareForUpdate(ObjectNode object, ObjectNode old) {}

  /** Upstream's status strategy: everything but {@code status} is taken from the old object. */
  default void prepareForStatusUpdate(ObjectNode object, ObjectNode old) {}

  /** Errors of the object by itself, in upstream's words and order. */
  default List<FieldError> validate(ObjectNode object) {
    return List.of();
  }

  /** Errors of the change; {@link #validate} is called besides. */
  default List<FieldError> validateUpdate(ObjectNode object, ObjectNode old) {
    return List.of();
  }

  /** Errors of a change of the status subresource. */
  default List<FieldError> validateStatusUpdate(ObjectNode object, ObjectNode old) {
    return List.of();
  }

  /** Texts for the {@code Warning} header. */
  default List<String> warnings(ObjectNode object) {
    return List.of();
  }

  /** Whether {@code metadata.generation} counts changes of the spec. */
  default boolean hasGeneration() {
    return false;
  }

  /** Whether an update without resourceVersion is taken. */
  default boolean allowsUnconditionalUpdate() {
    return true;
  }

  /** Whether a PUT of an object that is not there creates it. */
  default boolean allowsCreateOnUpdate() {
    return false;
  }

  /**
   * Seconds between the mark and the removal on DELETE; 0 removes at once (all but pods).
   *
   * @param asked what the client says, where it says something
   */
  default long gracefulDeletionSeconds(ObjectNode object, OptionalLong asked) {
    return 0;
  }

  /**
   * The stored form of an object; another than its own only where two groups serve one stored kind.
   * In Go's field order; may share parts with the object.
   */
  default ObjectNode toStored(ObjectNode object) {
    return object;
  }

  /** The reverse of {@link #toStored}. */
  default ObjectNode fromStored(ObjectNode stored) {
    return stored;
  }
}
