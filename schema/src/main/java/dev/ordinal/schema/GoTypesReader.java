package dev.ordinal.schema;

import dev.ordinal.schema.GoPackage.GoField;
import dev.ordinal.schema.GoPackage.GoStruct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the type declarations of one Go package of API types. It knows gofmt's layout, not Go: one
 * declaration or field per line, markers in the comment above.
 */
final class GoTypesReader {

  private static final Pattern IMPORT = Pattern.compile("^\\s+(?:(\\w+)\\s+)?\"([^\"]+)\"$");
  private static final Pattern STRUCT = Pattern.compile("^type (\\w+) struct \\{(})?$");
  private static final Pattern NAMED =
      Pattern.compile("^type (\\w+) (=?)\\s*([^{]+?)(?:\\s*//.*)?$");
  private static final Pattern CONSTANT =
      Pattern.compile("^\\s*(?:const )?\\w+ (\\w+)\\s*= \"([^\"]*)\"(?:\\s*//.*)?$");
  private static final Pattern CONVERTED =
      Pattern.compile("^\\s*(?:const )?\\w+\\s*= (\\w+)\\(\"([^\"]*)\"\\)(?:\\s*//.*)?$");
  private static final Pattern FIELD =
      Pattern.compile("^\\t(?:(\\w+)\\s+)?(\\S+)\\s+`([^`]*)`(?:\\s*//.*)?$");
  private static final Pattern TAG = Pattern.compile("(\\w+):\"([^\"]*)\"");
  private static final Pattern GROUP = Pattern.compile("const GroupName = \"([^\"]*)\"");
  private static final Pattern QUALIFIED = Pattern.compile("(?<![\\w/])([a-z]\\w*)\\.([A-Z]\\w*)");

  private final Map<String, String> imports = new LinkedHashMap<>();
  private final List<GoStruct> structs = new ArrayList<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, List<String>> constants = new LinkedHashMap<>();
  private final Set<String> enums = new HashSet<>();
  private final List<String> markers = new ArrayList<>();
  private final List<GoField> fields = new ArrayList<>();
  private String struct = "";
  private boolean kind;
  private boolean atomic;

  /** Reads the package in a directory such as {@code k8s.io/api/core/v1}. */
  static GoPackage read(Path directory, String key, String prefix) {
    GoTypesReader reader = new GoTypesReader();
    try {
      for (String file : List.of("types.go", "watch.go", "group_version.go")) {
        Path path = directory.resolve(file);
        if (Files.exists(path)) {
          Files.readAllLines(path).forEach(reader::line);
        }
      }
      Matcher group = GROUP.matcher(Files.readString(directory.resolve("register.go")));
      reader.enums.retainAll(reader.constants.keySet());
      Map<String, List<String>> values = new LinkedHashMap<>(reader.constants);
      values.keySet().retainAll(reader.enums);
      return new GoPackage(
          key, prefix, group.find() ? group.group(1) : "", reader.structs, reader.names, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    if (line.stripLeading().startsWith("//")) {
      String comment = line.strip().substring(2).strip();
      if (comment.startsWith("+")) {
        markers.add(comment.substring(1));
      }
    } else if (!struct.isEmpty()) {
      insideStruct(line);
    } else {
      topLevel(line);
      if (struct.isEmpty() && !line.isBlank()) {
        markers.clear();
      }
    }
  }

  private void topLevel(String line) {
    Matcher m = STRUCT.matcher(line);
    if (m.matches()) {
      kind = markers.stream().anyMatch(s -> s.endsWith("pkg/runtime.Object"));
      atomic = markers.contains("structType=atomic");
      markers.clear();
      struct = m.group(1);
      if (m.group(2) != null) {
        endStruct();
      }
      return;
    }
    m = IMPORT.matcher(line);
    if (m.matches()) {
      String path = m.group(2);
      String last = path.substring(path.lastIndexOf('/') + 1);
      imports.put(m.group(1) == null ? last : m.group(1), packageKey(path));
      return;
    }
    m = NAMED.matcher(line);
    if (m.matches()) {
      if (m.group(2).isEmpty() && !m.group(3).startsWith("interface")) {
        if (markers.contains("enum")) {
          enums.add(m.group(1));
        }
      }
      names.put(m.group(1), qualify(m.group(3)));
      return;
    }
    constant(line);
  }

  private void constant(String line) {
    for (Pattern pattern : List.of(CONSTANT, CONVERTED)) {
      Matcher m = pattern.matcher(line);
      if (m.matches()) {
        List<String> values = constants.computeIfAbsent(m.group(1), k -> new ArrayList<>());
        if (!values.contains(m.group(2))) {
          values.add(m.group(2));
        }
        return;
      }
    }
  }

  private void insideStruct(String line) {
    if (line.equals("}")) {
      endStruct();
      return;
    }
    Matcher m = FIELD.matcher(line);
    if (m.matches()) {
      field(m.group(2), m.group(3));
      markers.clear();
    } else if (line.isBlank()) {
      return;
    } else {
      markers.clear();
    }
  }

  private void endStruct() {
    structs.add(new GoStruct(struct, kind, atomic, List.copyOf(fields)));
    fields.clear();
    markers.clear();
    struct = "";
  }

  private void field(String type, String tagText) {
    Map<String, String> tags = new LinkedHashMap<>();
    TAG.matcher(tagText).results().forEach(r -> tags.put(r.group(1), r.group(2)));
    String[] json = tags.getOrDefault("json", "").split(",", -1);
    if (json[0].equals("-")) {
      return;
    }
    String[] protobuf = tags.getOrDefault("protobuf", "").split(",", -1);
    int number = protobuf.length > 1 ? Integer.parseInt(protobuf[1]) : 0;
    List<String> facts = new ArrayList<>(List.of(json).subList(1, json.length));
    facts.remove("inline");
    markerFacts(facts);
    if (tags.containsKey("patchStrategy")) {
      String key = tags.get("patchMergeKey");
      facts.add("patch=" + tags.get("patchStrategy") + (key == null ? "" : "/" + key));
    }
    fields.add(new GoField(json[0], qualify(type), number, List.copyOf(facts)));
  }

  private void markerFacts(List<String> facts) {
    if (markers.contains("optional") || markers.contains("k8s:optional")) {
      facts.add("optional");
    }
    List<String> keys = values("listMapKey");
    values("listType")
        .forEach(
            t -> facts.add("list=" + t + (keys.isEmpty() ? "" : ":" + String.join(",", keys))));
    values("mapType").forEach(t -> facts.add("map=" + t));
    values("structType").forEach(t -> facts.add("struct=" + t));
    values("default").stream()
        .filter(d -> !d.startsWith("ref("))
        .forEach(d -> facts.add("default=" + d));
    values("featureGate").forEach(g -> facts.add("gate=" + g));
  }

  private List<String> values(String marker) {
    return markers.stream()
        .filter(m -> m.startsWith(marker + "="))
        .map(m -> m.substring(marker.length() + 1).strip())
        .distinct()
        .toList();
  }

  /** {@code []v1.Pod} to {@code []core/v1.Pod}. */
  private String qualify(String type) {
    return QUALIFIED
        .matcher(type)
        .replaceAll(r -> imports.getOrDefault(r.group(1), r.group(1)) + "." + r.group(2));
  }

  private static String packageKey(String path) {
    String[] parts = path.split("/");
    String last = parts[parts.length - 1];
    return last.matches("v\\d\\w*") ? parts[parts.length - 2] + "/" + last : last;
  }
}
