package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.kind.Kinds;
import dev.ordinal.apiserver.kind.ObjectPatcher;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.operation.Updater;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.RequestFilter;
import dev.ordinal.apiserver.request.ResourcePath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the handler of a request's resource, verb and subresource. */
public final class VerbDispatcher implements RequestFilter.Handler {

  private final Kinds kinds;
  private final VerbHandler get;
  private final VerbHandler list;
  private final VerbHandler watch;
  private final VerbHandler create;
  private final VerbHandler update;
  private final VerbHandler patch;
  private final VerbHandler delete;
  private final VerbHandler deleteCollection;
  private final Map<String, VerbHandler> subresources = new HashMap<>();

  /**
   * The handlers over a registry.
   *
   * @param more subresources with handlers of their own, by {@code <plural>/<subresource>}
   */
  public VerbDispatcher(
      Kinds kinds,
      Registry registry,
      Renderer renderer,
      ObjectPatcher patcher,
      Map<String, VerbHandler> more) {
    this.kinds = kinds;
    Bodies bodies = new Bodies(registry.codec());
    var parts = new PatchHandler.Parts(registry, renderer, patcher, bodies);
    this.get = new GetHandler(registry, renderer);
    this.list = new ListHandler(registry.store(), renderer);
    this.watch = new WatchHandler(registry.store(), renderer);
    this.create = new CreateHandler(registry, renderer, bodies);
    this.update = new UpdateHandler(registry, renderer, bodies, Updater.Strategy.MAIN);
    this.patch = new PatchHandler(parts, Updater.Strategy.MAIN);
    this.delete = new DeleteHandler(registry, renderer, bodies);
    this.deleteCollection = new DeleteCollectionHandler(registry, renderer, bodies);
    subresources.put("status", new StatusHandler(parts, bodies, get));
    subresources.put("scale", new ScaleHandler(parts, bodies));
    subresources.put("namespaces/finalize", new FinalizeHandler(registry, renderer, bodies));
    subresources.put("pods/binding", new BindingHandler(registry, renderer, bodies));
    subresources.put(
        "pods/eviction",
        new EvictionHandler(registry, renderer, bodies, new DisruptionBudgets(registry, kinds)));
    subresources.putAll(more);
  }

  @Override
  public ApiResponse handle(ApiRequest request) {
    ResourcePath target = request.target();
    if (target.group().isEmpty() && target.plural().equals("bindings")) {
      return subresource("pods/binding", request, type("", "v1", "pods"));
    }
    ResourceType type = type(target.group(), target.version(), target.plural());
    if (!target.rest().isEmpty()) {
      return subresource(target.subresource(), request, type);
    }
    if (type.namespaced()
        && target.namespace().isEmpty()
        && !target.name().isEmpty()
        && !target.watch()) {
      throw ApiException.noSuchPath();
    }
    if (!type.namespaced() && !target.namespace().isEmpty() && !isNamespace(type)) {
      throw ApiException.noSuchPath();
    }
    return verb(request).handle(request, type);
  }

  private static boolean isNamespace(ResourceType type) {
    return type.plural().equals("namespaces") && type.group().isEmpty();
  }

  private ResourceType type(String group, String version, String plural) {
    return kinds.find(group, version, plural).orElseThrow(ApiException::noSuchPath);
  }

  private ApiResponse subresource(String name, ApiRequest request, ResourceType type) {
    VerbHandler handler =
        Optional.ofNullable(subresources.get(type.plural() + "/" + name))
            .or(() -> Optional.ofNullable(subresources.get(name)))
            .filter(_ -> name.contains("/") || type.subresources().contains(name))
            .orElseThrow(ApiException::noSuchPath);
    return handler.handle(request, type);
  }

  private VerbHandler verb(ApiRequest request) {
    boolean collection = request.target().name().isEmpty();
    return switch (request.method()) {
      case "GET", "HEAD" -> {
        if (request.isWatch()) {
          yield watch;
        }
        yield collection ? list : get;
      }
      case "POST" -> create;
      case "PUT" -> named(collection, update);
      case "PATCH" -> named(collection, patch);
      case "DELETE" -> collection ? deleteCollection : delete;
      default -> throw ApiException.methodNotAllowed();
    };
  }

  private static VerbHandler named(boolean collection, VerbHandler handler) {
    if (collection) {
      throw ApiException.methodNotAllowed();
    }
    return handler;
  }
}
