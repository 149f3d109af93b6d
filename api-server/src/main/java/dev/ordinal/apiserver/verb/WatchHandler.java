package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.cache.ResourceCache;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.render.WatchFrames;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.resource.ResourceStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * GET with {@code watch=true}: decides where the stream begins; {@link WatchLoop} is the stream.
 */
final class WatchHandler implements VerbHandler {

  private final ResourceStore store;
  private final Renderer renderer;

  WatchHandler(ResourceStore store, Renderer renderer) {
    this.store = store;
    this.renderer = renderer;
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType type) {
    ListOptions options = ListOptions.ofWatch(request.query());
    Filter filter = Filter.of(request, type);
    WatchFrames frames = new WatchFrames(renderer, request, type);
    ResourceVersions.requireReached(store, options.resourceVersion());
    ResourceCache cache = store.fresh(type);
    WatchLoop.Start start = start(type, cache, options, filter);
    WatchLoop.Limits limits =
        new WatchLoop.Limits(timeout(request), request.query().flag("allowWatchBookmarks"));
    return new ApiResponse.Stream(
        200,
        Headers.EMPTY,
        frames.contentType(),
        ApiResponse.Delivery.LIVE,
        sink -> new WatchLoop(cache, filter, frames, limits, sink).run(start));
  }

  private static Duration timeout(ApiRequest request) {
    long asked = request.query().number("timeoutSeconds").orElse(0L);
    return asked > 0
        ? Duration.ofSeconds(asked)
        : Duration.ofSeconds(ThreadLocalRandom.current().nextLong(1800, 3600));
  }

  private static WatchLoop.Start start(
      ResourceType type, ResourceCache cache, ListOptions options, Filter filter) {
    long version = ResourceVersions.parse(options.resourceVersion());
    boolean initial = options.sendInitialEvents().orElse(version == 0);
    if (initial || version == 0) {
      ResourceCache.Snapshot snapshot =
          cache.snapshot(ResourceStore.prefix(type, filter.namespace()));
      return new WatchLoop.Start(
          initial ? snapshot.objects() : List.of(),
          snapshot.position(),
          snapshot.revision(),
          options.sendInitialEvents().orElse(false));
    }
    Optional<Long> position = cache.positionAfter(version);
    if (position.isEmpty()) {
      throw ApiException.expired(
          "too old resource version: " + version + " (" + cache.floor() + ")");
    }
    return new WatchLoop.Start(List.of(), position.get(), version, false);
  }
}
