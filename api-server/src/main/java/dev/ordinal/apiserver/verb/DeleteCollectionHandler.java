package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.cache.ResourceCache;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.operation.DeleteOptions;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.operation.WriteOptions;
import dev.ordinal.apiserver.render.ListMeta;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.resource.ResourceStore;
import java.util.ArrayList;
import java.util.List;

/** DELETE of a collection: each object that the selectors choose, one after the other. */
final class DeleteCollectionHandler implements VerbHandler {

  private final Registry registry;
  private final Renderer renderer;
  private final Bodies bodies;

  DeleteCollectionHandler(Registry registry, Renderer renderer, Bodies bodies) {
    this.registry = registry;
    this.renderer = renderer;
    this.bodies = bodies;
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType type) {
    if (type.plural().equals("namespaces")) {
      throw ApiException.methodNotAllowed();
    }
    Filter filter = Filter.of(request, type);
    DeleteOptions how = bodies.deleteOptions(request);
    WriteOptions options = bodies.deleteWriteOptions(request);
    ResourceCache.Snapshot snapshot =
        registry.store().fresh(type).snapshot(ResourceStore.prefix(type, filter.namespace()));
    List<StoredObject> deleted = new ArrayList<>();
    for (StoredObject object : snapshot.objects()) {
      if (filter.matches(object)) {
        try {
          deleted.add(
              registry
                  .deleter()
                  .delete(type, object.meta().namespace(), object.meta().name(), how, options)
                  .object());
        } catch (ApiException e) {
          if (e.code() != 404) {
            throw e;
          }
        }
      }
    }
    return renderer.list(request, type, deleted, new ListMeta(snapshot.revision(), "", 0));
  }
}
