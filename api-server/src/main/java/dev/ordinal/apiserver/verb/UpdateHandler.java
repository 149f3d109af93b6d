package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.operation.Meta;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.operation.Updater;
import dev.ordinal.apiserver.operation.WriteOptions;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.ResourcePath;

/** PUT of an object or of its status. */
final class UpdateHandler implements VerbHandler {

  private final Registry registry;
  private final Renderer renderer;
  private final Bodies bodies;
  private final Updater.Strategy strategy;

  UpdateHandler(Registry registry, Renderer renderer, Bodies bodies, Updater.Strategy strategy) {
    this.registry = registry;
    this.renderer = renderer;
    this.bodies = bodies;
    this.strategy = strategy;
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType type) {
    ResourcePath target = request.target();
    Bodies.Sent sent = bodies.object(request, type);
    ObjectNode object = sent.object();
    placed(type, target, object);
    WriteOptions options = Bodies.options(request);
    Headers warnings = Bodies.warnings(sent.warnings(), type.rules().warnings(object));
    if (createsInstead(type, target)) {
      StoredObject created = registry.creator().create(type, target.namespace(), object, options);
      return renderer.object(request, type, created, 201, warnings);
    }
    StoredObject updated =
        registry
            .updater()
            .update(
                new Updater.Update(
                    type,
                    target.namespace(),
                    target.name(),
                    target.subresource(),
                    strategy,
                    _ -> object.deepCopy()),
                options);
    return renderer.object(request, type, updated, 200, warnings);
  }

  private boolean createsInstead(ResourceType type, ResourcePath target) {
    return strategy == Updater.Strategy.MAIN
        && type.rules().allowsCreateOnUpdate()
        && registry.store().find(type, target.namespace(), target.name()).isEmpty();
  }

  private static void placed(ResourceType type, ResourcePath target, ObjectNode object) {
    dev.ordinal.apiserver.operation.Creator.placeInNamespace(type, target.namespace(), object);
    String name = Meta.name(object);
    if (!name.isEmpty() && !name.equals(target.name())) {
      throw ApiException.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + target.name()
              + ")");
    }
    if (name.isEmpty()) {
      throw ApiException.badRequest("name must be provided");
    }
  }
}
