package dev.ordinal.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.quantity.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Fills in and checks the requests and limits of containers by the namespace's limit ranges. */
final class LimitRanger implements AdmissionStep {

  private static final String ANNOTATION = "kubernetes.io/limit-ranger";

  @Override
  public void admit(Request request) {
    if (!Requests.isCreateOf(request, "", "pods")) {
      return;
    }
    List<ObjectNode> items = new ArrayList<>();
    for (ObjectNode range : request.objects().list("", "limitranges", request.namespace())) {
      Tree.objects(range, "spec", "limits").stream()
          .filter(item -> Tree.text(item, "type").equals("Container"))
          .forEach(items::add);
    }
    if (items.isEmpty()) {
      return;
    }
    Set<String> notes = new LinkedHashSet<>();
    List<String> problems = new ArrayList<>();
    ObjectNode spec = Requests.spec(request);
    for (ObjectNode item : items) {
      for (String list : List.of("containers", "initContainers")) {
        String what = list.equals("containers") ? "container" : "init container";
        for (ObjectNode container : Tree.objects(spec, list)) {
          fill(item, container, what, notes);
          check(item, container, problems);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw Requests.forbidden(
          request,
          problems.size() == 1 ? problems.getFirst() : "[" + String.join(", ", problems) + "]");
    }
    if (!notes.isEmpty()) {
      Tree.ensureObject(request.object(), "metadata", "annotations")
          .put(ANNOTATION, "LimitRanger plugin set: " + String.join("; ", notes));
    }
  }

  private static void fill(ObjectNode item, ObjectNode container, String what, Set<String> notes) {
    note(fill(item, "default", container, "limits"), "limit", container, what, notes);
    note(fill(item, "defaultRequest", container, "requests"), "request", container, what, notes);
  }

  private static List<String> fill(ObjectNode item, String from, ObjectNode container, String to) {
    List<String> set = new ArrayList<>();
    new TreeMap<>(Tree.strings(item, from))
        .forEach(
            (name, quantity) -> {
              if (!Tree.has(container, "resources", to, name)) {
                Tree.ensureObject(container, "resources", to).put(name, quantity);
                set.add(name);
              }
            });
    return set;
  }

  private static void note(
      List<String> set, String sort, ObjectNode container, String what, Set<String> notes) {
    if (!set.isEmpty()) {
      notes.add(
          String.join(", ", set)
              + " "
              + sort
              + " for "
              + what
              + " "
              + Tree.text(container, "name"));
    }
  }

  private static void check(ObjectNode item, ObjectNode container, List<String> problems) {
    for (Map.Entry<String, String> most : Tree.strings(item, "max").entrySet()) {
      String name = most.getKey();
      String limit = Tree.text(container, "resources", "limits", name);
      if (limit.isEmpty()) {
        problems.add(
            "maximum "
                + name
                + " usage per Container is "
                + most.getValue()
                + ".  No limit is specified");
      } else if (compare(limit, most.getValue()) > 0) {
        problems.add(
            "maximum "
                + name
                + " usage per Container is "
                + most.getValue()
                + ", but limit is "
                + limit);
      }
    }
    for (Map.Entry<String, String> least : Tree.strings(item, "min").entrySet()) {
      String name = least.getKey();
      String request = Tree.text(container, "resources", "requests", name);
      if (request.isEmpty()) {
        problems.add(
            "minimum "
                + name
                + " usage per Container is "
                + least.getValue()
                + ".  No request is specified");
      } else if (compare(request, least.getValue()) < 0) {
        problems.add(
            "minimum "
                + name
                + " usage per Container is "
                + least.getValue()
                + ", but request is "
                + request);
      }
    }
  }

  private static int compare(String one, String other) {
    return Quantity.parse(one).compareTo(Quantity.parse(other));
  }
}
