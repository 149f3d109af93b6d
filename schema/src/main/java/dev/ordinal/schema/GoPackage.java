package dev.ordinal.schema;

import java.util.List;
import java.util.Map;

/**
 * What one Go package of API types declares, in the order of its sources.
 *
 * @param key the last two parts of the import path: {@code core/v1}
 * @param prefix of its names in OpenAPI: {@code io.k8s.api.core.v1}
 * @param group the API group, empty for core and for packages that are no group
 * @param names named types that are no structs: strings, lists, maps, numbers
 */
record GoPackage(
    String key,
    String prefix,
    String group,
    List<GoStruct> structs,
    Map<String, String> names,
    Map<String, List<String>> enums) {

  /**
   * A struct.
   *
   * @param kind whether it is an API object by itself
   * @param atomic whether it is owned as a whole
   */
  record GoStruct(String name, boolean kind, boolean atomic, List<GoField> fields) {}

  /**
   * A field of a struct.
   *
   * @param json the JSON name, empty for an inlined struct
   * @param type in Go's spelling, other packages by their key
   * @param number in protobuf, 0 for none
   * @param facts the remaining facts, each a word of the table
   */
  record GoField(String json, String type, int number, List<String> facts) {}
}
