package dev.ordinal.apiserver.schema;

import dev.ordinal.apiserver.schema.GoType.Basic;
import dev.ordinal.apiserver.schema.GoType.ListOf;
import dev.ordinal.apiserver.schema.GoType.MapOf;
import dev.ordinal.apiserver.schema.GoType.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the table that {@code TypeTableMain} of module schema writes. */
final class TypeTable {

  /** A package of the table. */
  record GoPackage(String key, String prefix, String group) {
    String version() {
      return key.substring(key.indexOf('/') + 1);
    }
  }

  private static final Map<String, Scalar> BUILT_IN =
      Map.ofEntries(
          scalar("string", Basic.STRING),
          scalar("bool", Basic.BOOL),
          scalar("int32", Basic.INT32),
          scalar("int64", Basic.INT64),
          scalar("interface{}", Basic.RAW),
          scalar("types.UID", Basic.STRING),
          scalar("types.NodeName", Basic.STRING),
          scalar("intstr.IntOrString", Basic.INT_OR_STRING),
          scalar("resource.Quantity", Basic.QUANTITY),
          scalar("runtime.RawExtension", Basic.RAW),
          scalar("meta/v1.Time", Basic.TIME),
          scalar("meta/v1.MicroTime", Basic.MICRO_TIME),
          scalar("meta/v1.Duration", Basic.DURATION),
          scalar("meta/v1.FieldsV1", Basic.RAW));

  private final Map<String, GoPackage> packages = new LinkedHashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, List<String>> enums = new HashMap<>();
  private final Map<String, StructType> structs = new LinkedHashMap<>();
  private final Map<String, StructType> kinds = new LinkedHashMap<>();

  TypeTable(Iterable<String> lines) {
    GoPackage current = new GoPackage("", "", "");
    @Nullable List<String> fields = null;
    for (String line : lines) {
      if (line.startsWith(" ")) {
        if (fields != null) {
          fields.add(line);
        }
        continue;
      }
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "package" -> {
          current = new GoPackage(words[1], words[2], words[3].equals("-") ? "" : words[3]);
          packages.put(current.key(), current);
        }
        case "name" -> name(current, words);
        case "type" -> {
          fields = new ArrayList<>();
          struct(current, words, fields);
        }
        default -> {}
      }
    }
  }

  Map<String, GoPackage> packages() {
    return packages;
  }

  Map<String, StructType> structs() {
    return structs;
  }

  Map<String, StructType> kinds() {
    return kinds;
  }

  /** The values of an enum type, empty for others. */
  List<String> enumValues(String typeName) {
    return enums.getOrDefault(typeName, List.of());
  }

  private void name(GoPackage current, String[] words) {
    String name = current.key() + "." + words[1];
    names.put(name, words[2]);
    if (words.length > 3) {
      enums.put(name, List.of(words[3].split(",", -1)));
    }
  }

  private void struct(GoPackage current, String[] words, List<String> fields) {
    String key = current.key() + "." + words[1];
    List<String> flags = List.of(words);
    StructType type =
        new StructType(
            key,
            current.prefix() + "." + words[1],
            flags.contains("atomic"),
            () -> fields.stream().map(line -> field(current, line)).toList());
    structs.put(key, type);
    if (flags.contains("kind")) {
      kinds.put(key, type);
    }
  }

  private StructField field(GoPackage current, String line) {
    String[] words = line.substring(1).split(" ", -1);
    boolean pointer = words[1].startsWith("*");
    GoType type = type(current, pointer ? words[1].substring(1) : words[1]);
    List<String> facts = new ArrayList<>(List.of(words).subList(3, words.length));
    boolean omitEmpty = facts.remove("omitempty");
    boolean omitZero = facts.remove("omitzero");
    boolean optional = facts.remove("optional");
    String[] list = take(facts, "list=").split(":", -1);
    String[] patch = take(facts, "patch=").split("/", -1);
    return new StructField(
        words[0].equals("-") ? "" : words[0],
        type,
        pointer,
        Integer.parseInt(words[2]),
        omitEmpty,
        omitZero,
        optional,
        list[0],
        list.length > 1 ? List.of(list[1].split(",", -1)) : List.of(),
        patch[0].isEmpty() ? Set.of() : Set.of(patch[0].split(",", -1)),
        patch.length > 1 ? patch[1] : "",
        facts);
  }

  private static String take(List<String> facts, String prefix) {
    for (String fact : facts) {
      if (fact.startsWith(prefix)) {
        facts.remove(fact);
        return fact.substring(prefix.length());
      }
    }
    return "";
  }

  private GoType type(GoPackage current, String text) {
    if (text.equals("[]byte")) {
      return new Scalar(Basic.BYTES, "[]uint8", "");
    }
    if (text.startsWith("[]")) {
      boolean pointers = text.startsWith("[]*");
      GoType element = type(current, text.substring(pointers ? 3 : 2));
      return new ListOf(element, pointers, (pointers ? "[]*" : "[]") + element.goName());
    }
    if (text.startsWith("map[")) {
      int end = text.indexOf(']');
      GoType value = type(current, text.substring(end + 1));
      String key = type(current, text.substring(4, end)).goName();
      return new MapOf(value, "map[" + key + "]" + value.goName());
    }
    Scalar builtIn = BUILT_IN.get(text);
    return builtIn != null ? builtIn : named(current, text);
  }

  private GoType named(GoPackage current, String text) {
    String key = text.indexOf('.') < 0 ? current.key() + "." + text : text;
    Scalar builtIn = BUILT_IN.get(key);
    if (builtIn != null) {
      return builtIn;
    }
    StructType struct = structs.get(key);
    if (struct != null) {
      return struct;
    }
    String underlying = names.get(key);
    if (underlying == null) {
      throw new IllegalStateException("type " + key + " is not in the table");
    }
    GoPackage home =
        java.util.Objects.requireNonNull(packages.get(key.substring(0, key.indexOf('.'))));
    String goName = key.substring(key.indexOf('/') + 1);
    return switch (type(home, underlying)) {
      case Scalar s -> new Scalar(s.basic(), goName, s.typeName().isEmpty() ? key : s.typeName());
      case ListOf l -> new ListOf(l.element(), l.pointers(), goName);
      case MapOf m -> new MapOf(m.value(), goName);
      case StructType s -> s;
    };
  }

  private static Map.Entry<String, Scalar> scalar(String name, Basic basic) {
    return Map.entry(name, new Scalar(basic, name.substring(name.indexOf('/') + 1), ""));
  }
}
