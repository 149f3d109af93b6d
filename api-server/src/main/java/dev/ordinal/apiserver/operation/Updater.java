package dev.ordinal.apiserver.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.admission.AdmissionStep.Operation;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.meta.Metadata;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.FieldError;
import dev.ordinal.apiserver.resource.ResourceStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Updates objects. Safe on any thread. */
public final class Updater {

  private static final int ATTEMPTS = 100;

  private final Registry registry;

  Updater(Registry registry) {
    this.registry = registry;
  }

  /**
   * One update.
   *
   * @param subresource empty, {@code status}, or another whose strategy {@link Strategy} tells
   * @param change makes the new object of a copy of the current one, which carries its
   *     resourceVersion; called again when somebody else was faster and the outcome does not insist
   *     on a version
   */
  public record Update(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      Strategy strategy,
      UnaryOperator<ObjectNode> change) {}

  /** Which of a kind's rules hold. */
  public enum Strategy {
    /** The object itself. */
    MAIN,
    /** Its status. */
    STATUS,
    /** The caller has checked everything; metadata still follows the rules. */
    TRUSTED
  }

  /** Applies a change to an object that must be there. */
  public StoredObject update(Update update, WriteOptions options) {
    for (int attempt = 1; ; attempt++) {
      StoredObject current = registry.require(update.type(), update.namespace(), update.name());
      Optional<StoredObject> written = attempt(update, current, options);
      if (written.isPresent()) {
        return written.get();
      }
      if (attempt == ATTEMPTS) {
        throw ApiException.modified(update.type().groupResource(), update.name());
      }
    }
  }

  /** Empty where somebody else was faster and the change may be tried on the newer object. */
  private Optional<StoredObject> attempt(
      Update update, StoredObject current, WriteOptions options) {
    ResourceType type = update.type();
    ObjectNode old = registry.store().tree(current);
    ObjectNode changed = update.change().apply(old.deepCopy());
    boolean pinned = checkVersion(update, changed, old);
    ObjectNode canonical = prepared(update, changed, old, options);
    StoredObject encoded = registry.store().encode(type, canonical, current.revision());
    if (shouldGo(type, canonical)) {
      if (options.isDryRun()) {
        return Optional.of(encoded);
      }
      return written(registry.store().delete(type, encoded), update, pinned);
    }
    // What changes nothing writes nothing: same resourceVersion, no event.
    if (options.isDryRun() || Arrays.equals(encoded.json(), current.json())) {
      return Optional.of(encoded);
    }
    return written(registry.store().update(type, encoded, current.revision()), update, pinned);
  }

  private static Optional<StoredObject> written(
      ResourceStore.Outcome outcome, Update update, boolean pinned) {
    return switch (outcome) {
      case ResourceStore.Outcome.Written written -> Optional.of(written.object());
      case ResourceStore.Outcome.Refused _ when pinned ->
          throw ApiException.modified(update.type().groupResource(), update.name());
      case ResourceStore.Outcome.Refused _ -> Optional.empty();
    };
  }

  /**
   * Whether the change insists on the version it was made from; refuses where that is not current.
   */
  private static boolean checkVersion(Update update, ObjectNode changed, ObjectNode old) {
    ResourceType type = update.type();
    String uid = Meta.uid(changed);
    if (!uid.isEmpty() && !uid.equals(Meta.uid(old))) {
      throw ApiException.conflict(
          type.groupResource(),
          update.name(),
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + Meta.uid(old));
    }
    String version = Meta.resourceVersion(changed);
    if (version.isEmpty() || version.equals("0")) {
      if (!type.rules().allowsUnconditionalUpdate()) {
        throw ApiException.invalid(
            type.group(),
            type.kind(),
            update.name(),
            List.of(
                FieldError.invalid(
                    "metadata.resourceVersion", "0x0", "must be specified for an update")));
      }
      return false;
    }
    if (!version.equals(Meta.resourceVersion(old))) {
      throw ApiException.modified(type.groupResource(), update.name());
    }
    return true;
  }

  private ObjectNode prepared(
      Update update, ObjectNode object, ObjectNode old, WriteOptions options) {
    ResourceType type = update.type();
    Meta.keepSystemFields(object, old);
    type.rules().applyDefaults(object);
    switch (update.strategy()) {
      case MAIN -> type.rules().prepareForUpdate(object, old);
      case STATUS -> type.rules().prepareForStatusUpdate(object, old);
      case TRUSTED -> {}
    }
    registry
        .admission()
        .admit(
            new Admission.Change(
                Operation.UPDATE, type, update.subresource(), object, Optional.of(old)),
            options.user());
    ObjectNode canonical = registry.codec().canonicalize(type, object);
    if (type.rules().hasGeneration()
        && update.strategy() == Strategy.MAIN
        && Meta.specDiffers(canonical, registry.codec().canonicalize(type, old))) {
      long generation = Tree.number(old, "metadata", "generation") + 1;
      Meta.of(canonical).put("generation", generation);
      canonical = registry.codec().canonicalize(type, canonical);
    }
    validate(update, canonical, old);
    return canonical;
  }

  private static void validate(Update update, ObjectNode canonical, ObjectNode old) {
    ResourceType type = update.type();
    switch (update.strategy()) {
      case MAIN -> {
        List<FieldError> errors = new ArrayList<>(Metadata.validateUpdate(canonical, old));
        errors.addAll(type.rules().validate(canonical));
        errors.addAll(type.rules().validateUpdate(canonical, old));
        Registry.refuse(type, update.name(), errors);
      }
      case STATUS ->
          Registry.refuse(type, update.name(), type.rules().validateStatusUpdate(canonical, old));
      case TRUSTED -> {}
    }
  }

  /** Whether the last thing that kept a deleted object has gone. */
  static boolean shouldGo(ResourceType type, ObjectNode object) {
    return Meta.isDeleting(object)
        && Meta.finalizers(object).isEmpty()
        && Tree.number(object, "metadata", "deletionGracePeriodSeconds") == 0
        && !Deleter.holdsItself(type, object);
  }
}
