package dev.ordinal.apiserver.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.admission.AdmissionStep.Operation;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.resource.ResourceStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Deletes objects: at once, after a grace period, or when the last finalizer has gone. */
public final class Deleter {

  private static final int ATTEMPTS = 100;
  private static final String ORPHAN = "orphan";
  private static final String FOREGROUND = "foregroundDeletion";

  private final Registry registry;

  Deleter(Registry registry) {
    this.registry = registry;
  }

  /** What became of the object. */
  public sealed interface Result {
    /** As it last was. */
    StoredObject object();

    /** It is gone. */
    record Gone(StoredObject object) implements Result {}

    /** It is marked, and something is still to be done before it goes. */
    record Pending(StoredObject object) implements Result {}
  }

  /** Deletes an object that must be there. */
  public Result delete(
      ResourceType type, String namespace, String name, DeleteOptions how, WriteOptions options) {
    for (int attempt = 1; ; attempt++) {
      StoredObject current = registry.require(type, namespace, name);
      Optional<Result> result = attempt(type, current, how, options);
      if (result.isPresent()) {
        return result.get();
      }
      if (attempt == ATTEMPTS) {
        throw ApiException.modified(type.groupResource(), name);
      }
    }
  }

  private Optional<Result> attempt(
      ResourceType type, StoredObject current, DeleteOptions how, WriteOptions options) {
    ObjectNode object = registry.store().tree(current);
    checkPreconditions(type, object, how);
    registry
        .admission()
        .admit(
            new Admission.Change(Operation.DELETE, type, "", object, Optional.of(object)),
            options.user());
    boolean changed = mark(type, object, how);
    if (!waits(type, object)) {
      return options.isDryRun()
          ? Optional.of(new Result.Gone(current))
          : gone(registry.store().delete(type, current));
    }
    if (!changed || options.isDryRun()) {
      return Optional.of(new Result.Pending(current));
    }
    StoredObject marked =
        registry
            .store()
            .encode(type, registry.codec().canonicalize(type, object), current.revision());
    return registry.store().update(type, marked, current.revision())
            instanceof ResourceStore.Outcome.Written written
        ? Optional.of(new Result.Pending(written.object()))
        : Optional.empty();
  }

  private static Optional<Result> gone(ResourceStore.Outcome outcome) {
    return outcome instanceof ResourceStore.Outcome.Written written
        ? Optional.of(new Result.Gone(written.object()))
        : Optional.empty();
  }

  private static void checkPreconditions(ResourceType type, ObjectNode object, DeleteOptions how) {
    if (!how.uid().isEmpty() && !how.uid().equals(Meta.uid(object))) {
      throw precondition(type, object, "UID", how.uid(), Meta.uid(object));
    }
    String version = Meta.resourceVersion(object);
    if (!how.resourceVersion().isEmpty() && !how.resourceVersion().equals(version)) {
      throw precondition(type, object, "ResourceVersion", how.resourceVersion(), version);
    }
  }

  private static ApiException precondition(
      ResourceType type, ObjectNode object, String what, String wanted, String present) {
    return ApiException.conflict(
        type.groupResource(),
        Meta.name(object),
        "the "
            + what
            + " in the precondition ("
            + wanted
            + ") does not match the "
            + what
            + " in record ("
            + present
            + "). The object might have been "
            + (what.equals("UID") ? "deleted and then recreated" : "modified"));
  }

  /** Sets the marks of a deletion; whether that changed anything. */
  private boolean mark(ResourceType type, ObjectNode object, DeleteOptions how) {
    boolean changed = markPropagation(object, how);
    boolean deleting = Meta.isDeleting(object);

    if (deleting) {
      return shorten(object, how) || changed;
    }
    OptionalLong asked = how.gracePeriodSeconds().stream().mapToLong(Deleter::positive).findFirst();
    long grace = type.rules().gracefulDeletionSeconds(object, asked);
    ObjectNode meta = Meta.of(object);
    meta.put(
        "deletionTimestamp",
        registry.clock().instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(grace).toString());
    meta.put("deletionGracePeriodSeconds", grace);
    if (Tree.number(meta, "generation") > 0) {
      meta.put("generation", Tree.number(meta, "generation") + 1);
    }
    if (holdsItself(type, object)) {
      Tree.ensureObject(object, "status").put("phase", "Terminating");
    }
    return true;
  }

  private static long positive(long seconds) {
    return seconds < 0 ? 1 : seconds;
  }

  /** Only a shorter grace period than the present one is taken. */
  private static boolean shorten(ObjectNode object, DeleteOptions how) {
    ObjectNode meta = Meta.of(object);
    long present = Tree.number(meta, "deletionGracePeriodSeconds");
    long wanted = how.gracePeriodSeconds().map(Deleter::positive).orElse(present);
    if (wanted >= present) {
      return false;
    }
    Instant due = Instant.parse(Tree.text(meta, "deletionTimestamp"));
    meta.put("deletionTimestamp", due.minusSeconds(present).plusSeconds(wanted).toString());
    meta.put("deletionGracePeriodSeconds", wanted);
    return true;
  }

  private static boolean markPropagation(ObjectNode object, DeleteOptions how) {
    if (how.propagation().isEmpty()) {
      return false;
    }
    List<String> before = Meta.finalizers(object);
    List<String> finalizers = new ArrayList<>(before);
    finalizers.removeAll(List.of(ORPHAN, FOREGROUND));
    switch (how.propagation().get()) {
      case ORPHAN -> finalizers.add(ORPHAN);
      case FOREGROUND -> finalizers.add(FOREGROUND);
      case BACKGROUND -> {}
    }
    if (finalizers.equals(before)) {
      return false;
    }
    Meta.setFinalizers(object, finalizers);
    return true;
  }

  /** Whether a marked object has to stay for now. */
  private static boolean waits(ResourceType type, ObjectNode object) {
    return !Meta.finalizers(object).isEmpty()
        || Tree.number(object, "metadata", "deletionGracePeriodSeconds") > 0
        || holdsItself(type, object);
  }

  /** A namespace stays until its content has gone, which its own list of finalizers says. */
  static boolean holdsItself(ResourceType type, ObjectNode object) {
    return type.plural().equals("namespaces")
        && type.group().isEmpty()
        && !Tree.texts(object, "spec", "finalizers").isEmpty();
  }
}
