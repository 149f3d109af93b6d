package dev.ordinal.apiserver.schema;

import java.util.List;
import java.util.Set;

/**
 * A field of a struct.
 *
 * @param json the JSON name, empty for an inlined struct
 * @param pointer whether Go holds a pointer: absent and zero differ
 * @param number in protobuf, 0 for none
 * @param omitEmpty whether empty values are not written
 * @param omitZero whether a zero time is not written
 * @param optional whether it is marked as optional
 * @param listType {@code map}, {@code set}, {@code atomic} or empty
 * @param listKeys of a map list
 * @param patchStrategies {@code merge}, {@code retainKeys}, {@code replace}
 * @param mergeKey of a merging list of objects, else empty
 * @param extra further facts: {@code map=atomic}, {@code struct=atomic}, {@code default=...},
 *     {@code gate=...}
 */
public record StructField(
    String json,
    GoType type,
    boolean pointer,
    int number,
    boolean omitEmpty,
    boolean omitZero,
    boolean optional,
    String listType,
    List<String> listKeys,
    Set<String> patchStrategies,
    String mergeKey,
    List<String> extra) {

  /** Copies the collections. */
  public StructField {
    listKeys = List.copyOf(listKeys);
    patchStrategies = Set.copyOf(patchStrategies);
    extra = List.copyOf(extra);
  }

  /** Whether the fields of its type appear in the struct itself. */
  public boolean inlined() {
    return json.isEmpty();
  }

  /** Whether OpenAPI lists it as required. */
  public boolean required() {
    return !omitEmpty && !optional;
  }

  /** The value of a further fact, empty where there is none. */
  public String fact(String name) {
    String prefix = name + "=";
    for (String fact : extra) {
      if (fact.startsWith(prefix)) {
        return fact.substring(prefix.length());
      }
    }
    return "";
  }
}
