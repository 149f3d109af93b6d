package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.ResourcePath;

/** GET of one object; every read is as fresh as the last acknowledged write. */
final class GetHandler implements VerbHandler {

  private final Registry registry;
  private final Renderer renderer;

  GetHandler(Registry registry, Renderer renderer) {
    this.registry = registry;
    this.renderer = renderer;
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType type) {
    ResourcePath target = request.target();
    ResourceVersions.requireReached(
        registry.store(), request.query().text("resourceVersion").orElse(""));
    return renderer.object(
        request,
        type,
        registry.require(type, target.namespace(), target.name()),
        200,
        Headers.EMPTY);
  }
}
