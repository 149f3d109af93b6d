package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;

/** POST to a collection. */
final class CreateHandler implements VerbHandler {

  private final Registry registry;
  private final Renderer renderer;
  private final Bodies bodies;

  CreateHandler(Registry registry, Renderer renderer, Bodies bodies) {
    this.registry = registry;
    this.renderer = renderer;
    this.bodies = bodies;
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType type) {
    if (!request.target().name().isEmpty()) {
      throw ApiException.methodNotAllowed();
    }
    Bodies.Sent sent = bodies.object(request, type);
    ObjectNode object = sent.object();
    StoredObject created =
        registry
            .creator()
            .create(type, request.target().namespace(), object, Bodies.options(request));
    return renderer.object(
        request,
        type,
        created,
        201,
        Bodies.warnings(sent.warnings(), type.rules().warnings(object)));
  }
}
