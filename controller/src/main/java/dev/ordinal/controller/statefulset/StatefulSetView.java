package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import dev.ordinal.client.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What the controller reads of a stateful set; {@code tree} is the whole object, never changed. */
record StatefulSetView(ObjectNode tree, Metadata metadata) {
  static final String KIND = "StatefulSet";
  static final String API_VERSION = "apps/v1";

  static StatefulSetView of(ObjectNode tree) {
    return new StatefulSetView(tree, Metadata.of(tree));
  }

  String namespace() {
    return metadata.namespace();
  }

  String name() {
    return metadata.name();
  }

  String uid() {
    return metadata.uid();
  }

  boolean deleting() {
    return metadata.deleting();
  }

  long generation() {
    return tree.path("metadata").path("generation").asLong();
  }

  JsonNode spec() {
    return tree.path("spec");
  }

  JsonNode status() {
    return tree.path("status");
  }

  int replicas() {
    return spec().path("replicas").asInt(1);
  }

  /** The first ordinal. */
  int start() {
    return spec().path("ordinals").path("start").asInt(0);
  }

  /** True for an ordinal that the set wants to exist. */
  boolean inRange(int ordinal) {
    return ordinal >= start() && ordinal - start() < replicas();
  }

  boolean parallel() {
    return spec().path("podManagementPolicy").asText("").equals("Parallel");
  }

  boolean onDelete() {
    return spec().path("updateStrategy").path("type").asText("").equals("OnDelete");
  }

  boolean rollingUpdate() {
    return spec().path("updateStrategy").path("type").asText("").equals("RollingUpdate");
  }

  /**
   * The partition, empty when the set has no rollingUpdate block: the two mean different things.
   */
  OptionalInt partition() {
    JsonNode block = spec().path("updateStrategy").path("rollingUpdate");
    return block.isObject()
        ? OptionalInt.of(block.path("partition").asInt(0))
        : OptionalInt.empty();
  }

  int minReadySeconds() {
    return spec().path("minReadySeconds").asInt(0);
  }

  int revisionHistoryLimit() {
    return spec().path("revisionHistoryLimit").asInt(10);
  }

  String serviceName() {
    return spec().path("serviceName").asText("");
  }

  boolean deleteClaimsWhenScaled() {
    return retention("whenScaled");
  }

  boolean deleteClaimsWhenDeleted() {
    return retention("whenDeleted");
  }

  private boolean retention(String field) {
    JsonNode policy = spec().path("persistentVolumeClaimRetentionPolicy");
    return policy.path(field).asText("").equals("Delete");
  }

  List<ObjectNode> claimTemplates() {
    List<ObjectNode> templates = new ArrayList<>();
    for (JsonNode template : spec().path("volumeClaimTemplates")) {
      if (template instanceof ObjectNode object) {
        templates.add(object);
      }
    }
    return templates;
  }

  /** The pod template of the spec. */
  ObjectNode template() {
    return spec().path("template") instanceof ObjectNode template ? template : Json.object();
  }

  LabelSelector selector() {
    return LabelSelector.of(spec().path("selector"));
  }

  String currentRevision() {
    return status().path("currentRevision").asText("");
  }

  int currentReplicas() {
    return status().path("currentReplicas").asInt(0);
  }

  int collisionCount() {
    return status().path("collisionCount").asInt(0);
  }

  /** The owner reference that marks what this set manages. */
  ObjectNode ownerReference() {
    return Json.object()
        .put("apiVersion", API_VERSION)
        .put("kind", KIND)
        .put("name", name())
        .put("uid", uid())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }
}
