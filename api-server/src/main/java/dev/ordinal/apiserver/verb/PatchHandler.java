package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ObjectPatcher;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.operation.Meta;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.operation.Updater;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.ResourcePath;
import java.util.ArrayList;
import java.util.List;

/** PATCH of an object or of its status; tried again when somebody else was faster. */
final class PatchHandler implements VerbHandler {

  private static final List<String> MEDIA_TYPES =
      List.of(
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json");

  /** The parts it works with. */
  record Parts(Registry registry, Renderer renderer, ObjectPatcher patcher, Bodies bodies) {}

  private final Parts parts;
  private final Updater.Strategy strategy;

  PatchHandler(Parts parts, Updater.Strategy strategy) {
    this.parts = parts;
    this.strategy = strategy;
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType type) {
    String patchType = patchType(request);
    ResourcePath target = request.target();
    List<String> warnings = new ArrayList<>();
    StoredObject patched =
        parts
            .registry()
            .updater()
            .update(
                new Updater.Update(
                    type,
                    target.namespace(),
                    target.name(),
                    target.subresource(),
                    strategy,
                    current -> patch(request, type, patchType, current, warnings)),
                Bodies.options(request));
    return parts
        .renderer()
        .object(request, type, patched, 200, Bodies.warnings(warnings, List.of()));
  }

  private ObjectNode patch(
      ApiRequest request,
      ResourceType type,
      String patchType,
      ObjectNode current,
      List<String> warnings) {
    String version = Meta.resourceVersion(current);
    Bodies.Sent sent =
        parts
            .bodies()
            .patched(
                request, type, parts.patcher().patch(type, patchType, current, request.body()));
    ObjectNode object = sent.object();
    warnings.clear();
    warnings.addAll(sent.warnings());
    warnings.addAll(type.rules().warnings(object));
    if (!Meta.name(object).equals(Meta.name(current))
        || !Meta.namespace(object).equals(Meta.namespace(current))) {
      throw ApiException.badRequest(
          "the name of the object ("
              + Meta.name(object)
              + ") does not match the name on the URL ("
              + Meta.name(current)
              + ")");
    }
    if (Meta.resourceVersion(object).equals(version)) {
      // The patch did not insist on a version: it may be tried again on a newer one.
      Meta.of(object).remove("resourceVersion");
      unpinned(type, object, version);
    }
    return object;
  }

  /** Kinds that want a version on every update get the one that the patch was applied to. */
  private static void unpinned(ResourceType type, ObjectNode object, String version) {
    if (!type.rules().allowsUnconditionalUpdate()) {
      Meta.of(object).put("resourceVersion", version);
    }
  }

  static String patchType(ApiRequest request) {
    String mediaType = Bodies.mediaType(request);
    if (!MEDIA_TYPES.contains(mediaType)) {
      throw Bodies.unsupportedMediaType(MEDIA_TYPES);
    }
    return mediaType;
  }
}
