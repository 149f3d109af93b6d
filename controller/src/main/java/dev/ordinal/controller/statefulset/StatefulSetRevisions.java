package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import dev.ordinal.client.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Controller revisions, byte for byte as upstream makes them: data, hash, name, order, equality,
 * truncation. Pure.
 */
final class StatefulSetRevisions {
  static final String HASH_LABEL = "controller.kubernetes.io/hash";

  /** By number, then age, then name. */
  static final Comparator<ObjectNode> ORDER =
      Comparator.comparingLong(StatefulSetRevisions::number)
          .thenComparing(r -> r.path("metadata").path("creationTimestamp").asText(""))
          .thenComparing(r -> Metadata.of(r).name());

  private static final String SAFE_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int MAX_SET_NAME = 223;

  private StatefulSetRevisions() {}

  /** The patch that turns a set's template into this one. */
  static ObjectNode data(ObjectNode template) {
    ObjectNode copy = template.deepCopy();
    copy.put("$patch", "replace");
    if (copy.path("metadata") instanceof ObjectNode metadata
        && metadata.path("creationTimestamp").isNull()) {
      metadata.remove("creationTimestamp");
    }
    ObjectNode data = Json.object();
    data.putObject("spec").set("template", copy);
    return data;
  }

  /** The template that a revision holds. */
  static ObjectNode template(ObjectNode revision) {
    JsonNode template = revision.path("data").path("spec").path("template");
    ObjectNode copy = template instanceof ObjectNode object ? object.deepCopy() : Json.object();
    copy.remove("$patch");
    return copy;
  }

  /** FNV-1 (32 bits) of the data and the decimal collision count, in letters that spell nothing. */
  static String hash(byte[] data, int collisionCount) {
    int hash = fnv1(0x811c9dc5, data);
    hash = fnv1(hash, Integer.toString(collisionCount).getBytes(StandardCharsets.US_ASCII));
    StringBuilder safe = new StringBuilder();
    for (char digit : Integer.toUnsignedString(hash).toCharArray()) {
      safe.append(SAFE_ALPHABET.charAt(digit % SAFE_ALPHABET.length()));
    }
    return safe.toString();
  }

  private static int fnv1(int start, byte[] data) {
    int hash = start;
    for (byte b : data) {
      hash = (hash * 0x01000193) ^ (b & 0xff);
    }
    return hash;
  }

  static String name(StatefulSetView set, String hash) {
    String prefix = set.name();
    return prefix.substring(0, Math.min(prefix.length(), MAX_SET_NAME)) + "-" + hash;
  }

  /** A revision of the set's present template, not yet stored. */
  static ObjectNode newRevision(StatefulSetView set, long number, int collisionCount) {
    ObjectNode data = data(set.template());
    String hash = hash(GoJson.bytes(data), collisionCount);
    ObjectNode revision =
        Json.object().put("apiVersion", "apps/v1").put("kind", "ControllerRevision");
    ObjectNode metadata = revision.putObject("metadata");
    metadata.put("name", name(set, hash)).put("namespace", set.namespace());
    ObjectNode labels = metadata.putObject("labels");
    JsonNode templateLabels = set.template().path("metadata").path("labels");
    templateLabels.properties().forEach(e -> labels.set(e.getKey(), e.getValue()));
    labels.put(HASH_LABEL, hash);
    JsonNode annotations = set.tree().path("metadata").path("annotations");
    if (annotations.isObject() && !annotations.isEmpty()) {
      metadata.set("annotations", annotations.deepCopy());
    }
    metadata.putArray("ownerReferences").add(set.ownerReference());
    revision.set("data", data);
    return revision.put("revision", number);
  }

  static long number(ObjectNode revision) {
    return revision.path("revision").asLong();
  }

  static boolean sameData(ObjectNode a, ObjectNode b) {
    return Arrays.equals(GoJson.bytes(a.path("data")), GoJson.bytes(b.path("data")));
  }

  /** The newest of the revisions (in order) that holds the same template as this one. */
  static Optional<ObjectNode> equal(List<ObjectNode> ordered, ObjectNode wanted) {
    return ordered.reversed().stream().filter(revision -> sameData(revision, wanted)).findFirst();
  }

  static long nextNumber(List<ObjectNode> ordered) {
    return ordered.isEmpty() ? 1 : number(ordered.getLast()) + 1;
  }

  /** What is beyond the limit: the oldest of those that nothing uses. */
  static List<ObjectNode> superfluous(List<ObjectNode> ordered, Set<String> live, int limit) {
    List<ObjectNode> unused = new ArrayList<>();
    for (ObjectNode revision : ordered) {
      if (!live.contains(Metadata.of(revision).name())) {
        unused.add(revision);
      }
    }
    return unused.subList(0, Math.max(0, unused.size() - limit));
  }
}
