package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The names that stood twice in a source, by the object (not its value) in which they stood. */
final class Duplicates {

  private final IdentityHashMap<ObjectNode, List<String>> names = new IdentityHashMap<>();

  void add(ObjectNode object, String name) {
    names.computeIfAbsent(object, k -> new ArrayList<>()).add(name);
  }

  List<String> in(ObjectNode object) {
    return names.isEmpty() ? List.of() : names.getOrDefault(object, List.of());
  }
}
