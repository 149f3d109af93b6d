package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Validation of a pod's volumes. */
final class VolumeValidation {

  private static final List<String> HOST_PATH_TYPES =
      List.of(
          "",
          "BlockDevice",
          "CharDevice",
          "Directory",
          "DirectoryOrCreate",
          "File",
          "FileOrCreate",
          "Socket");
  private static final Set<String> FIELDS =
      Set.of(
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "metadata.labels",
          "metadata.annotations");

  private VolumeValidation() {}

  /** Returns the volumes by name. */
  static Map<String, ObjectNode> validate(JsonNode list, String path, Errors errors) {
    Map<String, ObjectNode> byName = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    List<ObjectNode> volumes = Tree.objects(list);
    for (int i = 0; i < volumes.size(); i++) {
      ObjectNode volume = volumes.get(i);
      String field = path + "[" + i + "]";
      String name = Tree.text(volume, "name");
      source(volume, field, errors);
      if (name.isEmpty()) {
        errors.required(field + ".name");
      } else {
        errors.invalidEach(field + ".name", name, Names.dnsLabel(name));
        errors.unique(names, field + ".name", name);
      }
      byName.put(name, volume);
    }
    return byName;
  }

  private static void source(ObjectNode volume, String path, Errors errors) {
    int sources = 0;
    for (Map.Entry<String, JsonNode> entry : volume.properties()) {
      String type = entry.getKey();
      if (type.equals("name") || !entry.getValue().isObject()) {
        continue;
      }
      if (sources++ > 0) {
        errors.forbidden(path + "." + type, "may not specify more than 1 volume type");
      } else {
        source(type, entry.getValue(), path + "." + type, errors);
      }
    }
    if (sources == 0) {
      errors.required(path, "must specify a volume type");
    }
  }

  private static void source(String type, JsonNode source, String path, Errors errors) {
    switch (type) {
      case "hostPath" -> hostPath(source, path, errors);
      case "secret" -> {
        required(source, path, "secretName", errors);
        mode(source, path, "defaultMode", errors);
        items(source, path, errors);
      }
      case "configMap" -> {
        required(source, path, "name", errors);
        mode(source, path, "defaultMode", errors);
        items(source, path, errors);
      }
      case "persistentVolumeClaim" -> required(source, path, "claimName", errors);
      case "downwardAPI" -> downward(source, path, errors);
      case "projected" -> projected(source, path, errors);
      case "nfs" -> {
        required(source, path, "server", errors);
        required(source, path, "path", errors);
      }
      case "csi" -> required(source, path, "driver", errors);
      case "ephemeral" -> {
        if (!Tree.has(source, "volumeClaimTemplate")) {
          errors.required(path + ".volumeClaimTemplate");
        }
      }
      default -> {}
    }
  }

  private static void hostPath(JsonNode source, String path, Errors errors) {
    String file = Tree.text(source, "path");
    if (file.isEmpty()) {
      errors.required(path + ".path");
      return;
    }
    Paths.noBacksteps(file, path + ".path", errors);
    String type = Tree.text(source, "type");
    if (!HOST_PATH_TYPES.contains(type)) {
      errors.notSupported(path + ".type", type, HOST_PATH_TYPES);
    }
  }

  private static void required(JsonNode source, String path, String name, Errors errors) {
    if (Tree.text(source, name).isEmpty()) {
      errors.required(path + "." + name);
    }
  }

  private static void mode(JsonNode source, String path, String name, Errors errors) {
    long mode = Tree.number(source, name);
    if (mode < 0 || mode > 511) {
      errors.invalid(
          path + "." + name, mode, "must be a number between 0 and 0777 (octal), both inclusive");
    }
  }

  private static void items(JsonNode source, String path, Errors errors) {
    List<ObjectNode> items = Tree.objects(source, "items");
    for (int i = 0; i < items.size(); i++) {
      String field = path + ".items[" + i + "]";
      required(items.get(i), field, "key", errors);
      required(items.get(i), field, "path", errors);
      Paths.localNonReserved(Tree.text(items.get(i), "path"), field + ".path", errors);
      mode(items.get(i), field, "mode", errors);
    }
  }

  private static void downward(JsonNode source, String path, Errors errors) {
    mode(source, path, "defaultMode", errors);
    List<ObjectNode> items = Tree.objects(source, "items");
    for (int i = 0; i < items.size(); i++) {
      ObjectNode item = items.get(i);
      String field = path + ".items[" + i + "]";
      required(item, field, "path", errors);
      Paths.localNonReserved(Tree.text(item, "path"), field + ".path", errors);
      boolean fieldRef = Tree.has(item, "fieldRef");
      boolean resourceRef = Tree.has(item, "resourceFieldRef");
      if (fieldRef) {
        FieldReferences.validate(Tree.at(item, "fieldRef"), FIELDS, field + ".fieldRef", errors);
        if (resourceRef) {
          errors.invalid(
              field,
              "resource",
              "fieldRef and resourceFieldRef can not be specified simultaneously");
        }
      } else if (resourceRef) {
        required(
            Tree.at(item, "resourceFieldRef"),
            field + ".resourceFieldRef",
            "containerName",
            errors);
      } else {
        errors.required(field + ".fieldRef", "one of fieldRef and resourceFieldRef is required");
      }
      mode(item, field, "mode", errors);
    }
  }

  private static void projected(JsonNode source, String path, Errors errors) {
    mode(source, path, "defaultMode", errors);
    List<ObjectNode> sources = Tree.objects(source, "sources");
    for (int i = 0; i < sources.size(); i++) {
      String field = path + ".sources[" + i + "]";
      int count = 0;
      for (Map.Entry<String, JsonNode> entry : sources.get(i).properties()) {
        if (!entry.getValue().isObject()) {
          continue;
        }
        String type = entry.getKey();
        if (count++ > 0) {
          errors.forbidden(field + "." + type, "may not specify more than 1 volume type");
          continue;
        }
        switch (type) {
          case "secret", "configMap" -> {
            required(entry.getValue(), field + "." + type, "name", errors);
            items(entry.getValue(), field + "." + type, errors);
          }
          case "downwardAPI" -> downward(entry.getValue(), field + "." + type, errors);
          case "serviceAccountToken" -> token(entry.getValue(), field + "." + type, errors);
          default -> {}
        }
      }
    }
  }

  private static void token(JsonNode token, String path, Errors errors) {
    long seconds = Tree.number(token, "expirationSeconds");
    if (seconds < 600) {
      errors.invalid(
          path + ".expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
    }
    if (seconds > 1L << 32) {
      errors.invalid(
          path + ".expirationSeconds",
          seconds,
          "may not specify a duration larger than 2^32 seconds");
    }
    required(token, path, "path", errors);
    Paths.localNonReserved(Tree.text(token, "path"), path + ".path", errors);
  }
}
