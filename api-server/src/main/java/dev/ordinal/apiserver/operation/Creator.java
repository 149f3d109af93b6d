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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Creates objects. Safe on any thread. */
public final class Creator {

  private static final int ATTEMPTS = 8;
  private static final int SUFFIX = 5;
  private static final int LONGEST_BASE = 63 - SUFFIX;
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private final Registry registry;

  Creator(Registry registry) {
    this.registry = registry;
  }

  /**
   * Creates an object.
   *
   * @param object decoded; stays as it is
   * @param namespace of the request; empty for cluster-scoped kinds
   */
  public StoredObject create(
      ResourceType type, String namespace, ObjectNode object, WriteOptions options) {
    String base = Tree.text(object, "metadata", "generateName");
    boolean generated = Meta.name(object).isEmpty() && !base.isEmpty();
    for (int attempt = 1; ; attempt++) {
      ObjectNode candidate = object.deepCopy();
      if (generated) {
        Meta.of(candidate).put("name", generate(base));
      }
      Optional<StoredObject> created = attempt(type, namespace, candidate, options);
      if (created.isPresent()) {
        return created.get();
      }
      if (!generated || attempt == ATTEMPTS) {
        throw ApiException.alreadyExists(type.groupResource(), Meta.name(candidate));
      }
    }
  }

  /** Empty where the name is taken. */
  private Optional<StoredObject> attempt(
      ResourceType type, String namespace, ObjectNode object, WriteOptions options) {
    prepare(type, namespace, object, options);
    StoredObject encoded = registry.store().encode(type, validated(type, object), 0);
    if (registry.store().find(type, namespace, Meta.name(object)).isPresent()) {
      return Optional.empty();
    }
    if (options.isDryRun()) {
      return Optional.of(encoded);
    }
    return registry.store().create(type, encoded) instanceof ResourceStore.Outcome.Written written
        ? Optional.of(written.object())
        : Optional.empty();
  }

  private void prepare(
      ResourceType type, String namespace, ObjectNode object, WriteOptions options) {
    ObjectNode meta = Meta.of(object);
    if (!Meta.resourceVersion(object).isEmpty()) {
      throw ApiException.of(
          500, "", "resourceVersion should not be set on objects to be created", Optional.empty());
    }
    placeInNamespace(type, namespace, object);
    type.rules().applyDefaults(object);
    registry
        .admission()
        .admit(
            new Admission.Change(Operation.CREATE, type, "", object, Optional.empty()),
            options.user());
    type.rules().applyDefaults(object);
    meta.put("uid", UUID.randomUUID().toString());
    type.rules().prepareForCreate(object);
    meta.put("creationTimestamp", WriteOptions.timestamp(registry.clock()));
    meta.remove(
        List.of(
            "resourceVersion",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "selfLink",
            "managedFields",
            "generation"));
    if (type.rules().hasGeneration()) {
      meta.put("generation", 1);
    }
  }

  /** Upstream's check that the object lies where the request says. */
  public static void placeInNamespace(ResourceType type, String namespace, ObjectNode object) {
    String own = Meta.namespace(object);
    if (!type.namespaced()) {
      if (!own.isEmpty()) {
        throw ApiException.badRequest(
            "the namespace of the provided object does not match the namespace sent on the"
                + " request");
      }
      return;
    }
    if (own.isEmpty()) {
      Meta.of(object).put("namespace", namespace);
    } else if (!own.equals(namespace)) {
      throw ApiException.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  private ObjectNode validated(ResourceType type, ObjectNode object) {
    ObjectNode canonical = registry.codec().canonicalize(type, object);
    List<FieldError> errors = new ArrayList<>(Metadata.validateCreate(type, canonical));
    errors.addAll(type.rules().validate(canonical));
    Registry.refuse(type, Meta.name(object), errors);
    return canonical;
  }

  private static String generate(String base) {
    StringBuilder name =
        new StringBuilder(base.length() > LONGEST_BASE ? base.substring(0, LONGEST_BASE) : base);
    for (int i = 0; i < SUFFIX; i++) {
      name.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
    }
    return name.toString();
  }
}
