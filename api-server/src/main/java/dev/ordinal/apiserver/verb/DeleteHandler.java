package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.operation.Deleter;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.ResourcePath;
import dev.ordinal.apiserver.request.StatusObjects;
import java.util.Set;

/** DELETE of one object. */
final class DeleteHandler implements VerbHandler {

  /** Kinds whose object, and not a Status, answers a deletion that is done. */
  private static final Set<String> ANSWER_WITH_OBJECT =
      Set.of(
          "persistentvolumes",
          "persistentvolumeclaims",
          "pods",
          "podtemplates",
          "resourcequotas",
          "serviceaccounts",
          "services",
          "storageclasses",
          "csinodes",
          "volumeattachments");

  private final Registry registry;
  private final Renderer renderer;
  private final Bodies bodies;

  DeleteHandler(Registry registry, Renderer renderer, Bodies bodies) {
    this.registry = registry;
    this.renderer = renderer;
    this.bodies = bodies;
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType type) {
    ResourcePath target = request.target();
    Deleter.Result result =
        registry
            .deleter()
            .delete(
                type,
                target.namespace(),
                target.name(),
                bodies.deleteOptions(request),
                bodies.deleteWriteOptions(request));
    StoredObject object = result.object();
    if (result instanceof Deleter.Result.Gone && !ANSWER_WITH_OBJECT.contains(type.plural())) {
      return renderer.tree(
          request,
          StatusObjects.deleted(
              object.meta().name(), type.group(), type.plural(), object.meta().uid()),
          200,
          Headers.EMPTY);
    }
    return renderer.object(request, type, object, 200, Headers.EMPTY);
  }
}
