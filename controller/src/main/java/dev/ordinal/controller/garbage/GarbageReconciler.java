package dev.ordinal.controller.garbage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.DeleteOptions;
import dev.ordinal.client.Json;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PartialObject;
import dev.ordinal.client.PatchType;
import dev.ordinal.client.ResourceKind;
import dev.ordinal.controller.runtime.OwnerPatch;
import dev.ordinal.controller.runtime.RetryLater;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Does one task of the graph: asks the server what is true now, and deletes, frees or waits. */
final class GarbageReconciler {
  private final KubeClient client;
  private final OwnerGraph graph;

  /** From group and kind name to the kind, if it is served. */
  private final BiFunction<String, String, Optional<ResourceKind<PartialObject>>> kinds;

  GarbageReconciler(
      KubeClient client,
      OwnerGraph graph,
      BiFunction<String, String, Optional<ResourceKind<PartialObject>>> kinds) {
    this.client = client;
    this.graph = graph;
    this.kinds = kinds;
  }

  /** Does a task and answers the tasks that follow from it at once. */
  Set<OwnerGraph.Task> work(OwnerGraph.Task task) {
    return switch (task.kind()) {
      case ORPHAN -> {
        graph.item(task.uid()).ifPresent(this::orphan);
        yield Set.of();
      }
      case DELETE ->
          graph.item(task.uid()).map(this::consider).orElseGet(() -> considerVirtual(task.uid()));
    };
  }

  /** A virtual owner that the server does not have makes its dependents due. */
  private Set<OwnerGraph.Task> considerVirtual(String uid) {
    Optional<OwnerGraph.Virtual> found = graph.virtualOwner(uid);
    if (found.isEmpty() || live(found.get().owner(), found.get().namespace()).isPresent()) {
      return Set.of();
    }
    return graph.remove(uid);
  }

  private Set<OwnerGraph.Task> consider(Item seen) {
    if (seen.deleting() && !seen.waitsForDependents()) {
      return Set.of();
    }
    Optional<Item> found = live(seen.kind(), seen.key(), seen.uid());
    if (found.isEmpty()) {
      return graph.remove(seen.uid());
    }
    Item item = found.get();
    if (item.waitsForDependents()) {
      return waitForDependents(item);
    }
    if (!item.owners().isEmpty()) {
      judge(item);
    }
    return Set.of();
  }

  /** Foreground: the owner goes when nothing blocks it any more. */
  private Set<OwnerGraph.Task> waitForDependents(Item item) {
    List<Item> blocking = graph.blocking(item.uid());
    if (blocking.isEmpty()) {
      removeFinalizer(item, Item.FOREGROUND);
      return Set.of();
    }
    Set<OwnerGraph.Task> due = new HashSet<>();
    for (Item dependent : blocking) {
      if (!dependent.deleting()) {
        due.add(OwnerGraph.Task.delete(dependent.uid()));
      }
    }
    return due;
  }

  /** An object with owners: kept by one that lives, else it goes. */
  private void judge(Item item) {
    List<Owner> solid = new ArrayList<>();
    List<Owner> waiting = new ArrayList<>();
    Set<String> useless = new HashSet<>();
    for (Owner owner : item.owners()) {
      Optional<Item> live = live(owner, item.key().namespace());
      if (live.isEmpty()) {
        useless.add(owner.uid());
      } else if (live.get().waitsForDependents()) {
        waiting.add(owner);
        useless.add(owner.uid());
      } else {
        solid.add(owner);
      }
    }
    if (!solid.isEmpty()) {
      if (!useless.isEmpty()) {
        dropOwners(item, useless);
      }
    } else if (!waiting.isEmpty() && !graph.dependents(item.uid()).isEmpty()) {
      unblockCycle(item);
      delete(item, "Foreground");
    } else if (item.finalizers().contains(Item.ORPHAN)) {
      delete(item, "Orphan");
    } else {
      delete(item, item.finalizers().contains(Item.FOREGROUND) ? "Foreground" : "Background");
    }
  }

  /**
   * Two that wait for one another would wait for ever: the references of this one stop blocking.
   */
  private void unblockCycle(Item item) {
    boolean cycle = graph.dependents(item.uid()).stream().anyMatch(Item::waitsForDependents);
    if (!cycle) {
      return;
    }
    client
        .find(item.kind(), item.key().namespace(), item.key().name())
        .ifPresent(
            object -> {
              ArrayNode owners = owners(object);
              owners.forEach(owner -> ((ObjectNode) owner).put("blockOwnerDeletion", false));
              patch(item, OwnerPatch.withOwners(object, owners));
            });
  }

  private void orphan(Item owner) {
    for (Item dependent : graph.dependents(owner.uid())) {
      live(dependent.kind(), dependent.key(), dependent.uid())
          .ifPresent(item -> dropOwners(item, Set.of(owner.uid())));
    }
    live(owner.kind(), owner.key(), owner.uid())
        .filter(Item::orphans)
        .ifPresent(item -> removeFinalizer(item, Item.ORPHAN));
  }

  private void dropOwners(Item item, Set<String> uids) {
    PartialObject object =
        client.find(item.kind(), item.key().namespace(), item.key().name()).orElse(null);
    if (object == null || !item.uid().equals(object.metadata().getUid())) {
      return;
    }
    ArrayNode kept = Json.mapper().createArrayNode();
    owners(object)
        .forEach(
            owner -> {
              if (!uids.contains(owner.path("uid").asText())) {
                kept.add(owner);
              }
            });
    patch(item, OwnerPatch.withOwners(object, kept));
  }

  private void removeFinalizer(Item item, String finalizer) {
    ObjectNode patch = Json.object();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", item.resourceVersion());
    ArrayNode kept = metadata.putArray("finalizers");
    item.finalizers().stream().filter(f -> !f.equals(finalizer)).forEach(kept::add);
    patch(item, patch);
  }

  private void patch(Item item, ObjectNode patch) {
    try {
      client.patch(item.kind(), item.key().namespace(), item.key().name(), PatchType.MERGE, patch);
    } catch (ApiFailure e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private void delete(Item item, String policy) {
    DeleteOptions options =
        DeleteOptions.ofUid(item.uid())
            .withPropagation(policy)
            .withResourceVersion(item.resourceVersion());
    client.deleteIfPresent(item.kind(), item.key().namespace(), item.key().name(), options);
  }

  private Optional<Item> live(Owner owner, String namespace) {
    ResourceKind<PartialObject> kind =
        kinds
            .apply(owner.group(), owner.kind())
            .orElseThrow(
                () ->
                    new RetryLater(
                        "no kind " + owner.kind() + " in " + owner.apiVersion() + " is served"));
    String scope = kind.namespaced() ? namespace : "";
    if (kind.namespaced() && scope.isEmpty()) {
      // A cluster-scoped object cannot have a namespaced owner: such an owner does not exist.
      return Optional.empty();
    }
    return live(kind, new ObjectKey(scope, owner.name()), owner.uid());
  }

  /** The object as the server has it now, if it still is this very one. */
  private Optional<Item> live(ResourceKind<PartialObject> kind, ObjectKey key, String uid) {
    return client
        .find(kind, key.namespace(), key.name())
        .map(object -> Item.of(kind, object))
        .filter(item -> item.uid().equals(uid));
  }

  private static ArrayNode owners(PartialObject object) {
    return Json.mapper().valueToTree(object.metadata().getOwnerReferences());
  }
}
