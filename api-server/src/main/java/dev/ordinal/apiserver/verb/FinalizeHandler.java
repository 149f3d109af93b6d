package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.operation.Meta;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.operation.Updater;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;

/** PUT of a namespace's {@code finalize}: sets {@code spec.finalizers} and nothing else. */
final class FinalizeHandler implements VerbHandler {

  private final Registry registry;
  private final Renderer renderer;
  private final Bodies bodies;

  FinalizeHandler(Registry registry, Renderer renderer, Bodies bodies) {
    this.registry = registry;
    this.renderer = renderer;
    this.bodies = bodies;
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType type) {
    Bodies.Sent body = bodies.object(request, type);
    ObjectNode sent = body.object();
    StoredObject updated =
        registry
            .updater()
            .update(
                new Updater.Update(
                    type,
                    "",
                    request.target().name(),
                    "finalize",
                    Updater.Strategy.TRUSTED,
                    current -> finalized(current, sent)),
                Bodies.options(request));
    return renderer.object(request, type, updated, 200, Headers.EMPTY);
  }

  private static ObjectNode finalized(ObjectNode current, ObjectNode sent) {
    ObjectNode spec = Tree.ensureObject(current, "spec");
    Tree.copyField(sent.path("spec"), spec, "finalizers");
    ObjectNode meta = Meta.of(current);
    Tree.copyField(sent.path("metadata"), meta, "resourceVersion");
    return current;
  }
}
