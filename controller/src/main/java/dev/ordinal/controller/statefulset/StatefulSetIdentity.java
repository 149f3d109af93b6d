package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What makes a pod a certain member of a certain set: name, labels, host name, volumes. Pure. */
final class StatefulSetIdentity {
  static final String POD_NAME_LABEL = "statefulset.kubernetes.io/pod-name";
  static final String POD_INDEX_LABEL = "apps.kubernetes.io/pod-index";
  static final String REVISION_LABEL = "controller-revision-hash";

  /** Greedy: {@code a-1-2} is member 2 of {@code a-1}. */
  private static final Pattern MEMBER = Pattern.compile("(.*)-([0-9]+)");

  private StatefulSetIdentity() {}

  static String podName(StatefulSetView set, int ordinal) {
    return set.name() + "-" + ordinal;
  }

  /** The set's name in a pod's name; empty when it has not the form of a member's. */
  static String parentName(String podName) {
    Matcher matcher = MEMBER.matcher(podName);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** The ordinal in a pod's name, if it is a member's name that an int can hold. */
  static OptionalInt ordinal(String podName) {
    Matcher matcher = MEMBER.matcher(podName);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(matcher.group(2)));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  static boolean isMember(StatefulSetView set, String podName) {
    return parentName(podName).equals(set.name());
  }

  /** A new pod of this ordinal, made from a template of the named revision. */
  static ObjectNode newPod(
      StatefulSetView set, JsonNode template, String revisionName, int ordinal) {
    String name = podName(set, ordinal);
    ObjectNode pod = Json.object().put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = pod.putObject("metadata");
    metadata.put("name", name).put("generateName", set.name() + "-");
    metadata.put("namespace", set.namespace());
    ObjectNode labels = metadata.putObject("labels");
    template
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(e -> labels.set(e.getKey(), e.getValue()));
    labels.put(POD_INDEX_LABEL, Integer.toString(ordinal));
    labels.put(REVISION_LABEL, revisionName);
    labels.put(POD_NAME_LABEL, name);
    copy(template.path("metadata"), metadata, "annotations");
    copy(template.path("metadata"), metadata, "finalizers");
    metadata.putArray("ownerReferences").add(set.ownerReference());
    ObjectNode spec = template.path("spec").deepCopy();
    pod.set("spec", spec);
    spec.put("hostname", name);
    if (!set.serviceName().isEmpty()) {
      spec.put("subdomain", set.serviceName());
    }
    ArrayNode volumes = volumes(set, spec.path("volumes"), ordinal);
    if (!volumes.isEmpty()) {
      spec.set("volumes", volumes);
    }
    return pod;
  }

  /** The claims' volumes first, then those of the template that no claim shadows. */
  static ArrayNode volumes(StatefulSetView set, JsonNode own, int ordinal) {
    ArrayNode volumes = Json.mapper().createArrayNode();
    Set<String> claimed = new HashSet<>();
    for (ObjectNode template : set.claimTemplates()) {
      String name = template.path("metadata").path("name").asText();
      claimed.add(name);
      volumes
          .addObject()
          .put("name", name)
          .putObject("persistentVolumeClaim")
          .put("claimName", StatefulSetClaims.claimName(set, template, ordinal));
    }
    for (JsonNode volume : own) {
      if (!claimed.contains(volume.path("name").asText())) {
        volumes.add(volume);
      }
    }
    return volumes;
  }

  /** The labels that the pod should have for its identity and has not. */
  static Map<String, String> missingLabels(Pod pod, int ordinal) {
    Map<String, String> wanted = new TreeMap<>();
    wanted.put(POD_NAME_LABEL, pod.getMetadata().getName());
    wanted.put(POD_INDEX_LABEL, Integer.toString(ordinal));
    Map<String, String> labels = pod.getMetadata().getLabels();
    if (labels != null) {
      wanted.entrySet().removeAll(labels.entrySet());
    }
    return wanted;
  }

  /** True when each claim template is a volume of the pod, with the right claim. */
  static boolean storageMatches(StatefulSetView set, Pod pod, int ordinal) {
    for (ObjectNode template : set.claimTemplates()) {
      String name = template.path("metadata").path("name").asText();
      String claim = StatefulSetClaims.claimName(set, template, ordinal);
      boolean found =
          pod.getSpec().getVolumes().stream()
              .anyMatch(
                  volume ->
                      volume.getName().equals(name)
                          && volume.getPersistentVolumeClaim() != null
                          && claim.equals(volume.getPersistentVolumeClaim().getClaimName()));
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private static void copy(JsonNode from, ObjectNode to, String field) {
    JsonNode value = from.path(field);
    if (value.isContainerNode() && !value.isEmpty()) {
      to.set(field, value.deepCopy());
    }
  }
}
