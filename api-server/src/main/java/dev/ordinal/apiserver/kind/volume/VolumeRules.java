package dev.ordinal.apiserver.kind.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.pod.AffinityValidation;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.StatusRules;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.quantity.Quantity;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of persistent volumes. */
final class VolumeRules implements StatusRules {

  private static final List<String> RECLAIM_POLICIES = List.of("Delete", "Recycle", "Retain");
  private static final Set<String> NOT_SOURCES =
      Set.of("capacity", "claimRef", "nodeAffinity", "accessModes", "mountOptions");
  private static final Defaults DEFAULTS =
      Defaults.table()
          .value("status!.phase", "Pending")
          .value("spec!.persistentVolumeReclaimPolicy", "Retain")
          .pointer("spec!.volumeMode", "Filesystem")
          .pointer("spec!.hostPath.type", "")
          .value("spec!.iscsi.iscsiInterface", "default")
          .value("spec!.rbd.pool", "rbd")
          .value("spec!.rbd.user", "admin")
          .value("spec!.rbd.keyring", "/etc/ceph/keyring")
          .build();

  @Override
  public void applyDefaults(ObjectNode volume) {
    DEFAULTS.apply(volume);
  }

  @Override
  public void prepareForCreate(ObjectNode volume) {
    volume.putObject("status").put("phase", "Pending");
  }

  @Override
  public List<FieldError> validate(ObjectNode volume) {
    Errors errors = new Errors();
    JsonNode spec = volume.path("spec");
    List<String> modes = Tree.texts(spec, "accessModes");
    if (modes.isEmpty()) {
      errors.required("spec.accessModes");
    }
    ClaimRules.accessModes(modes, "spec.accessModes", errors);
    capacity(spec, errors);
    source(spec, errors);
    JsonNode affinity = Tree.at(spec, "nodeAffinity");
    if (Tree.has(affinity, "required")) {
      AffinityValidation.nodeSelector(
          Tree.at(affinity, "required"), "spec.nodeAffinity.required", errors);
    } else if (!affinity.isMissingNode()) {
      errors.required("spec.nodeAffinity.required", "must specify required node constraints");
    }
    String policy = Tree.text(spec, "persistentVolumeReclaimPolicy");
    if (!policy.isEmpty() && !RECLAIM_POLICIES.contains(policy)) {
      errors.notSupported("spec.persistentVolumeReclaimPolicy", policy, RECLAIM_POLICIES);
    }
    String className = Tree.text(spec, "storageClassName");
    if (!className.isEmpty()) {
      errors.invalidEach("spec.storageClassName", className, Names.dnsSubdomain(className));
    }
    String mode = Tree.text(spec, "volumeMode");
    if (!mode.isEmpty() && !ClaimRules.VOLUME_MODES.contains(mode)) {
      errors.notSupported("spec.volumeMode", mode, ClaimRules.VOLUME_MODES);
    }
    return errors.list();
  }

  private static void capacity(JsonNode spec, Errors errors) {
    JsonNode capacity = Tree.at(spec, "capacity");
    if (capacity.isEmpty()) {
      errors.required("spec.capacity");
    }
    if (capacity.size() > 1 || (!capacity.isEmpty() && !capacity.has("storage"))) {
      errors.notSupported("spec.capacity", capacity.toString(), List.of("storage"));
    }
    String size = Tree.text(capacity, "storage");
    if (!size.isEmpty() && Quantity.parse(size).compareTo(Quantity.parse("0")) <= 0) {
      errors.invalid("spec.capacity[storage]", size, "must be greater than zero");
    }
  }

  private static void source(JsonNode spec, Errors errors) {
    int sources = 0;
    for (Map.Entry<String, JsonNode> entry : spec.properties()) {
      String type = entry.getKey();
      if (!entry.getValue().isObject() || NOT_SOURCES.contains(type)) {
        continue;
      }
      if (sources++ > 0) {
        errors.forbidden("spec." + type, "may not specify more than 1 volume type");
        continue;
      }
      switch (type) {
        case "hostPath" -> hostPath(spec, errors);
        case "local" -> {
          required(spec, "local", "path", errors);
          if (!Tree.has(spec, "nodeAffinity")) {
            errors.required("spec.nodeAffinity", "Local volume requires node affinity");
          }
        }
        case "nfs" -> {
          required(spec, "nfs", "server", errors);
          required(spec, "nfs", "path", errors);
        }
        case "csi" -> {
          required(spec, "csi", "driver", errors);
          required(spec, "csi", "volumeHandle", errors);
        }
        default -> {}
      }
    }
    if (sources == 0) {
      errors.required("spec", "must specify a volume type");
    }
  }

  private static void hostPath(JsonNode spec, Errors errors) {
    String path = Tree.text(spec, "hostPath", "path");
    required(spec, "hostPath", "path", errors);
    if (List.of(path.split("/")).contains("..")) {
      errors.invalid("spec.hostPath.path", path, "must not contain '..'");
    }
    if (path.equals("/") && Tree.text(spec, "persistentVolumeReclaimPolicy").equals("Recycle")) {
      errors.forbidden(
          "spec.persistentVolumeReclaimPolicy", "may not be 'recycle' for a hostPath mount of '/'");
    }
  }

  private static void required(JsonNode spec, String type, String field, Errors errors) {
    if (Tree.text(spec, type, field).isEmpty()) {
      errors.required("spec." + type + "." + field);
    }
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode volume, ObjectNode old) {
    Errors errors = new Errors();
    JsonNode now = volume.path("spec");
    JsonNode before = old.path("spec");
    if (!Tree.same(sourceOnly(now), sourceOnly(before))) {
      errors.forbidden(
          "spec.persistentvolumesource",
          "spec.persistentvolumesource is immutable after creation\n");
    }
    errors.immutable(Tree.at(now, "volumeMode"), Tree.at(before, "volumeMode"), "volumeMode");
    if (Tree.has(before, "nodeAffinity")
        && !Tree.same(Tree.at(now, "nodeAffinity"), Tree.at(before, "nodeAffinity"))) {
      errors.invalid("spec.nodeAffinity", Tree.at(now, "nodeAffinity"), "field is immutable");
    }
    return errors.list();
  }

  private static ObjectNode sourceOnly(JsonNode spec) {
    ObjectNode source = ((ObjectNode) spec).objectNode();
    for (Map.Entry<String, JsonNode> entry : spec.properties()) {
      if (entry.getValue().isObject() && !NOT_SOURCES.contains(entry.getKey())) {
        source.set(entry.getKey(), entry.getValue());
      }
    }
    return source;
  }
}
