package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.operation.DeleteOptions;
import dev.ordinal.apiserver.operation.Meta;
import dev.ordinal.apiserver.operation.PlainType;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.ResourcePath;
import dev.ordinal.apiserver.request.StatusObjects;

/** POST of an Eviction: a deletion that asks the disruption budgets first. */
final class EvictionHandler implements VerbHandler {

  private static final ResourceType EVICTION = PlainType.of("policy", "v1", "Eviction");

  private final Registry registry;
  private final Renderer renderer;
  private final Bodies bodies;
  private final DisruptionBudgets budgets;

  EvictionHandler(Registry registry, Renderer renderer, Bodies bodies, DisruptionBudgets budgets) {
    this.budgets = budgets;
    this.registry = registry;
    this.renderer = renderer;
    this.bodies = bodies;
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType pods) {
    if (!request.method().equals("POST")) {
      throw ApiException.methodNotAllowed();
    }
    ResourcePath target = request.target();
    ObjectNode eviction = bodies.object(request, EVICTION).object();
    String name = Meta.name(eviction);
    if (!name.isEmpty() && !name.equals(target.name())) {
      throw ApiException.badRequest("name in URL does not match name in Eviction object");
    }
    DeleteOptions how =
        Tree.object(eviction, "deleteOptions").map(DeleteOptions::of).orElse(DeleteOptions.DEFAULT);
    ObjectNode pod =
        registry.store().tree(registry.require(pods, target.namespace(), target.name()));
    budgets.take(pod, Bodies.options(request));
    registry
        .deleter()
        .delete(pods, target.namespace(), target.name(), how, Bodies.options(request));
    return renderer.tree(request, StatusObjects.success(201), 201, Headers.EMPTY);
  }
}
