package dev.ordinal.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Upstream's Priority: the class of a pod becomes a number. */
final class PriorityStep implements AdmissionStep {

  private static final String GROUP = "scheduling.k8s.io";
  private static final String PLURAL = "priorityclasses";

  /** Known before their objects are there. */
  private static final Map<String, Integer> SYSTEM =
      Map.of("system-cluster-critical", 2_000_000_000, "system-node-critical", 2_000_001_000);

  private record Priority(String className, int value, String preemption) {}

  @Override
  public void admit(Request request) {
    if (Requests.isCreateOf(request, "", "pods")) {
      resolve(request);
    } else if (request.operation() == Operation.UPDATE && Requests.isFor(request, "", "pods")) {
      keep(request);
    }
  }

  private static void resolve(Request request) {
    ObjectNode spec = Requests.spec(request);
    String name = Tree.text(spec, "priorityClassName");
    Priority priority = name.isEmpty() ? globalDefault(request) : named(request, name);
    if (!priority.className().isEmpty()) {
      spec.put("priorityClassName", priority.className());
    }
    if (Tree.has(spec, "priority") && Tree.number(spec, "priority") != priority.value()) {
      throw Requests.forbidden(
          request,
          "the integer value of priority ("
              + Tree.number(spec, "priority")
              + ") must not be provided in pod spec; priority admission controller computed "
              + priority.value()
              + " from the given PriorityClass name");
    }
    spec.put("priority", priority.value());
    String preemption = Tree.text(spec, "preemptionPolicy");
    if (!preemption.isEmpty() && !preemption.equals(priority.preemption())) {
      throw Requests.forbidden(
          request,
          "the string value of PreemptionPolicy ("
              + preemption
              + ") must not be provided in pod spec; priority admission controller computed "
              + priority.preemption()
              + " from the given PriorityClass name");
    }
    spec.put("preemptionPolicy", priority.preemption());
  }

  /** A client that replaces a pod need not know its number. */
  private static void keep(Request request) {
    ObjectNode spec = Requests.spec(request);
    for (String field : new String[] {"priority", "preemptionPolicy"}) {
      if (!Tree.has(spec, field)) {
        request.old().ifPresent(old -> Tree.copyField(old.path("spec"), spec, field));
      }
    }
  }

  private static Priority named(Request request, String name) {
    Optional<ObjectNode> found = request.objects().get(GROUP, PLURAL, "", name);
    if (found.isPresent()) {
      return of(found.get());
    }
    Integer system = SYSTEM.get(name);
    if (system == null) {
      throw Requests.forbidden(request, "no PriorityClass with name " + name + " was found");
    }
    return new Priority(name, system, "PreemptLowerPriority");
  }

  private static Priority globalDefault(Request request) {
    return request.objects().list(GROUP, PLURAL, "").stream()
        .filter(c -> Tree.truth(c, "globalDefault"))
        .map(PriorityStep::of)
        .min(Comparator.comparingInt(Priority::value))
        .orElse(new Priority("", 0, "PreemptLowerPriority"));
  }

  private static Priority of(ObjectNode priorityClass) {
    String preemption = Tree.text(priorityClass, "preemptionPolicy");
    return new Priority(
        Tree.text(priorityClass, "metadata", "name"),
        (int) Tree.number(priorityClass, "value"),
        preemption.isEmpty() ? "PreemptLowerPriority" : preemption);
  }
}
