package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.DeleteOptions;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.Metadata;
import dev.ordinal.client.PatchType;
import dev.ordinal.client.ResourceKind;
import dev.ordinal.controller.runtime.OwnWrites;
import dev.ordinal.controller.runtime.OwnerLookup;
import dev.ordinal.controller.runtime.OwnerPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stored controller revisions of a set: adopts, creates, re-uses and truncates them. */
final class RevisionHistory {
  private static final ResourceKind<ObjectNode> KIND = Kinds.CONTROLLER_REVISIONS.raw();

  /** The two revisions that matter, and how often names have collided. */
  record Chosen(ObjectNode current, ObjectNode update, int collisionCount) {
    String currentName() {
      return Metadata.of(current).name();
    }

    String updateName() {
      return Metadata.of(update).name();
    }
  }

  private final KubeClient client;
  private final Informer<ObjectNode> revisions;
  private final OwnWrites writes;

  RevisionHistory(KubeClient client, Informer<ObjectNode> revisions, OwnWrites writes) {
    this.client = client;
    this.revisions = OwnerLookup.index(revisions);
    this.writes = writes;
  }

  /** The set's revisions in order, orphans that match its selector adopted. */
  List<ObjectNode> list(StatefulSetView set, Adopter adopter) {
    List<ObjectNode> found = new ArrayList<>(OwnerLookup.owned(revisions, set.uid()));
    if (!set.deleting()) {
      for (ObjectNode orphan : OwnerLookup.orphans(revisions, set.namespace())) {
        Metadata metadata = Metadata.of(orphan);
        if (set.selector().matches(metadata.labels()) && !metadata.deleting()) {
          adopter.check();
          found.add(patch(set, orphan, OwnerPatch.adding(orphan, set.ownerReference())));
        }
      }
    }
    found.sort(StatefulSetRevisions.ORDER);
    return found;
  }

  /** Makes sure that the present template has a revision, and finds the one to update from. */
  Chosen choose(StatefulSetView set, List<ObjectNode> ordered) {
    long next = StatefulSetRevisions.nextNumber(ordered);
    ObjectNode wanted = StatefulSetRevisions.newRevision(set, next, set.collisionCount());
    Optional<ObjectNode> equal = StatefulSetRevisions.equal(ordered, wanted);
    int collisions = set.collisionCount();
    ObjectNode update;
    if (equal.isEmpty()) {
      Created created = create(set, wanted, collisions);
      update = created.revision;
      collisions = created.collisionCount;
    } else if (StatefulSetRevisions.sameData(ordered.getLast(), equal.get())) {
      update = ordered.getLast();
    } else {
      // A rollback: the old revision becomes the newest.
      update = patch(set, equal.get(), Json.object().put("revision", next));
    }
    ObjectNode chosen = update;
    ObjectNode current =
        ordered.stream()
            .filter(revision -> Metadata.of(revision).name().equals(set.currentRevision()))
            .findFirst()
            .orElse(chosen);
    return new Chosen(current, update, collisions);
  }

  private record Created(ObjectNode revision, int collisionCount) {}

  private Created create(StatefulSetView set, ObjectNode wanted, int collisionCount) {
    int collisions = collisionCount;
    byte[] data = GoJson.bytes(wanted.path("data"));
    while (true) {
      String name = StatefulSetRevisions.name(set, StatefulSetRevisions.hash(data, collisions));
      ObjectNode attempt = wanted.deepCopy();
      attempt.withObject("/metadata").put("name", name);
      try {
        ObjectNode answer = client.create(KIND, set.namespace(), attempt);
        writes.wrote(set.metadata().key(), revisions, answer);
        return new Created(answer, collisions);
      } catch (ApiFailure e) {
        if (!e.isAlreadyExists()) {
          throw e;
        }
        ObjectNode existing = client.get(KIND, set.namespace(), name);
        if (StatefulSetRevisions.sameData(existing, attempt)) {
          return new Created(existing, collisions);
        }
        collisions++;
      }
    }
  }

  /** Deletes what nothing uses beyond the set's limit. */
  void truncate(StatefulSetView set, List<ObjectNode> ordered, Set<String> live) {
    int limit = set.revisionHistoryLimit();
    for (ObjectNode revision : StatefulSetRevisions.superfluous(ordered, live, limit)) {
      Metadata metadata = Metadata.of(revision);
      DeleteOptions options = DeleteOptions.ofUid(metadata.uid());
      client.deleteIfPresent(KIND, set.namespace(), metadata.name(), options);
      writes.deleted(set.metadata().key(), revisions, revision);
    }
  }

  private ObjectNode patch(StatefulSetView set, ObjectNode revision, ObjectNode patch) {
    String name = Metadata.of(revision).name();
    ObjectNode answer = client.patch(KIND, set.namespace(), name, PatchType.MERGE, patch);
    writes.wrote(set.metadata().key(), revisions, answer);
    return answer;
  }
}
