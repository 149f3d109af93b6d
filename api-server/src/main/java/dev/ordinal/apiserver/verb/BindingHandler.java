package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.operation.Meta;
import dev.ordinal.apiserver.operation.PlainType;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.operation.Updater;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.FieldError;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.StatusObjects;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** POST of a Binding: gives a pod its node, once. */
final class BindingHandler implements VerbHandler {

  private static final ResourceType BINDING = PlainType.of("", "v1", "Binding");

  private final Registry registry;
  private final Renderer renderer;
  private final Bodies bodies;

  BindingHandler(Registry registry, Renderer renderer, Bodies bodies) {
    this.registry = registry;
    this.renderer = renderer;
    this.bodies = bodies;
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType pods) {
    if (!request.method().equals("POST")) {
      throw ApiException.methodNotAllowed();
    }
    ObjectNode binding = bodies.object(request, BINDING).object();
    String name =
        request.target().subresource().isEmpty() ? Meta.name(binding) : request.target().name();
    check(binding, name);
    registry
        .updater()
        .update(
            new Updater.Update(
                pods,
                request.target().namespace(),
                name,
                "binding",
                Updater.Strategy.TRUSTED,
                pod -> bound(pods, pod, binding)),
            Bodies.options(request));
    return renderer.tree(request, StatusObjects.success(201), 201, Headers.EMPTY);
  }

  private static void check(ObjectNode binding, String name) {
    String kind = Tree.text(binding, "target", "kind");
    if (!kind.isEmpty() && !kind.equals("Node")) {
      throw ApiException.invalid(
          "",
          "Binding",
          name,
          List.of(FieldError.notSupported("target.kind", kind, List.of("Node", "<empty>"))));
    }
    if (Tree.text(binding, "target", "name").isEmpty()) {
      throw ApiException.invalid(
          "", "Binding", name, List.of(FieldError.required("target.name", "")));
    }
  }

  private ObjectNode bound(ResourceType pods, ObjectNode pod, ObjectNode binding) {
    String name = Meta.name(pod);
    String uid = Meta.uid(binding);
    if (!uid.isEmpty() && !uid.equals(Meta.uid(pod))) {
      throw ApiException.conflict(
          "pods/binding",
          name,
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + Meta.uid(pod));
    }
    if (Meta.isDeleting(pod)) {
      throw conflict(name, "pod " + name + " is being deleted, cannot be assigned to a host");
    }
    String node = Tree.text(pod, "spec", "nodeName");
    if (!node.isEmpty()) {
      throw conflict(name, "pod " + name + " is already assigned to node \"" + node + "\"");
    }
    if (!Tree.objects(pod, "spec", "schedulingGates").isEmpty()) {
      throw conflict(name, "pod " + name + " has non-empty .spec.schedulingGates");
    }
    Tree.ensureObject(pod, "spec").put("nodeName", Tree.text(binding, "target", "name"));
    merge(pod, binding, "annotations");
    merge(pod, binding, "labels");
    setScheduled(pod);
    if (pods.rules().allowsUnconditionalUpdate()) {
      Meta.of(pod).remove("resourceVersion");
    }
    return pod;
  }

  private static ApiException conflict(String name, String why) {
    return ApiException.conflict("pods/binding", name, why);
  }

  private static void merge(ObjectNode pod, ObjectNode binding, String field) {
    Tree.strings(binding, "metadata", field)
        .forEach((key, value) -> Tree.ensureObject(Meta.of(pod), field).put(key, value));
  }

  private void setScheduled(ObjectNode pod) {
    ObjectNode status = Tree.ensureObject(pod, "status");
    ArrayNode conditions = Tree.ensureArray(status, "conditions");
    ObjectNode condition =
        Tree.find(conditions, "type", "PodScheduled").orElseGet(conditions::addObject);
    if (!Tree.text(condition, "status").equals("True")) {
      condition.put(
          "lastTransitionTime",
          registry.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    condition.put("type", "PodScheduled").put("status", "True");
    condition.remove(List.of("reason", "message"));
  }
}
