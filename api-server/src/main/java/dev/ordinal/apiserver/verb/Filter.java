package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.selector.FieldSelector;
import dev.ordinal.apiserver.selector.LabelSelector;
import dev.ordinal.apiserver.selector.SelectorException;
import java.util.HashSet;
import java.util.Set;

/** Which objects a list or watch is about: a namespace and two selectors. */
record Filter(String namespace, LabelSelector labels, FieldSelector fields) {

  static Filter of(ApiRequest request, ResourceType type) {
    try {
      String fieldText = request.query().text("fieldSelector").orElse("");
      String name = request.target().name();
      if (!name.isEmpty()) {
        // A watch of one object by its path.
        fieldText =
            fieldText.isEmpty() ? "metadata.name=" + name : fieldText + ",metadata.name=" + name;
      }
      FieldSelector fields = FieldSelector.parse(fieldText);
      checkFields(type, fields);
      return new Filter(
          type.namespaced() ? request.target().namespace() : "",
          LabelSelector.parse(request.query().text("labelSelector").orElse("")),
          fields);
    } catch (SelectorException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static void checkFields(ResourceType type, FieldSelector selector) {
    Set<String> known = new HashSet<>(type.selectableFields().keySet());
    known.add("metadata.name");
    known.add("metadata.namespace");
    for (String field : selector.fields()) {
      if (!known.contains(field)) {
        throw ApiException.badRequest(
            type.selectableFields().isEmpty()
                ? "\""
                    + field
                    + "\" is not a known field selector: only \"metadata.name\","
                    + " \"metadata.namespace\""
                : "field label not supported: " + field);
      }
    }
  }

  boolean matches(StoredObject object) {
    return (namespace.isEmpty() || namespace.equals(object.meta().namespace()))
        && labels.matches(object.meta().labels())
        && fields.matches(object.fields());
  }

  /** Whether every object of the namespace matches. */
  boolean selectsAll() {
    return labels.isEmpty() && fields.isEmpty();
  }
}
