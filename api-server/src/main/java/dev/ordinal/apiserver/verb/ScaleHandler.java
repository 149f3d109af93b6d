package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.operation.Meta;
import dev.ordinal.apiserver.operation.PlainType;
import dev.ordinal.apiserver.operation.Updater;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.FieldError;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.ResourcePath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The {@code scale} subresource: the replicas of an object, seen as an autoscaling/v1 Scale. */
final class ScaleHandler implements VerbHandler {

  private static final ResourceType SCALE = PlainType.of("autoscaling", "v1", "Scale");

  private final PatchHandler.Parts parts;
  private final Bodies bodies;

  ScaleHandler(PatchHandler.Parts parts, Bodies bodies) {
    this.parts = parts;
    this.bodies = bodies;
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType type) {
    ResourcePath target = request.target();
    return switch (request.method()) {
      case "GET" ->
          answer(request, parts.registry().require(type, target.namespace(), target.name()));
      case "PUT" -> {
        ObjectNode sent = bodies.object(request, SCALE).object();
        yield update(request, type, _ -> sent);
      }
      case "PATCH" ->
          update(
              request,
              type,
              scale -> parts.patcher().patch(SCALE, patchType(request), scale, request.body()));
      default -> throw ApiException.methodNotAllowed();
    };
  }

  private static String patchType(ApiRequest request) {
    String mediaType = PatchHandler.patchType(request);
    // A Scale has no lists: a strategic merge is a merge.
    return mediaType.equals("application/strategic-merge-patch+json")
        ? "application/merge-patch+json"
        : mediaType;
  }

  private ApiResponse update(
      ApiRequest request, ResourceType type, UnaryOperator<ObjectNode> change) {
    ResourcePath target = request.target();
    StoredObject updated =
        parts
            .registry()
            .updater()
            .update(
                new Updater.Update(
                    type,
                    target.namespace(),
                    target.name(),
                    "scale",
                    Updater.Strategy.MAIN,
                    current -> scaled(type, current, change.apply(scale(current)))),
                Bodies.options(request));
    return answer(request, updated);
  }

  private static ObjectNode scaled(ResourceType type, ObjectNode current, ObjectNode scale) {
    long replicas = Tree.number(scale, "spec", "replicas");
    if (replicas < 0) {
      throw ApiException.invalid(
          "autoscaling",
          "Scale",
          Meta.name(current),
          List.of(
              FieldError.invalid(
                  "spec.replicas", Long.toString(replicas), "must be greater than or equal to 0")));
    }
    String version = Meta.resourceVersion(scale);
    if (!version.isEmpty() && !version.equals(Meta.resourceVersion(current))) {
      throw ApiException.modified(type.groupResource(), Meta.name(current));
    }
    Tree.ensureObject(current, "spec").put("replicas", replicas);
    if (version.isEmpty() && type.rules().allowsUnconditionalUpdate()) {
      Meta.of(current).remove("resourceVersion");
    }
    return current;
  }

  private ApiResponse answer(ApiRequest request, StoredObject object) {
    return parts
        .renderer()
        .tree(request, scale(parts.registry().store().tree(object)), 200, Headers.EMPTY);
  }

  private static ObjectNode scale(ObjectNode object) {
    ObjectNode scale = Bodies.emptyObject();
    scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode meta = scale.putObject("metadata");
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      Tree.copyField(object.path("metadata"), meta, field);
    }
    ObjectNode spec = scale.putObject("spec");
    long replicas = Tree.number(object, "spec", "replicas");
    if (replicas != 0) {
      spec.put("replicas", replicas);
    }
    ObjectNode status = scale.putObject("status");
    status.put("replicas", Tree.number(object, "status", "replicas"));
    String selector = selector(object);
    if (!selector.isEmpty()) {
      status.put("selector", selector);
    }
    return scale;
  }

  private static String selector(ObjectNode object) {
    Map<String, String> labels =
        Tree.has(object, "spec", "selector", "matchLabels")
            ? Tree.strings(object, "spec", "selector", "matchLabels")
            : Tree.has(object, "spec", "selector", "matchExpressions")
                ? Map.of()
                : Tree.strings(object, "spec", "selector");
    StringBuilder text =
        new StringBuilder(
            labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(",")));
    for (ObjectNode one : Tree.objects(object, "spec", "selector", "matchExpressions")) {
      text.append(text.isEmpty() ? "" : ",").append(expression(one));
    }
    return text.toString();
  }

  private static String expression(ObjectNode one) {
    String key = Tree.text(one, "key");
    return switch (Tree.text(one, "operator")) {
      case "Exists" -> key;
      case "DoesNotExist" -> "!" + key;
      default ->
          key
              + " "
              + Tree.text(one, "operator").toLowerCase(Locale.ROOT)
              + " ("
              + String.join(",", Tree.texts(one, "values").stream().sorted().toList())
              + ")";
    };
  }
}
