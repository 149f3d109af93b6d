package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.cache.ResourceCache;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.render.ListMeta;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.resource.ResourceStore;
import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Page;
import dev.ordinal.storage.StoreException;
import java.util.ArrayList;
import java.util.List;

/**
 * GET of a collection. The newest state comes from the cache; pages after the first, and lists at
 * an exact revision, come from the store's history.
 */
final class ListHandler implements VerbHandler {

  private static final String TOO_OLD_TO_CONTINUE =
      "The provided continue parameter is too old to display a consistent list result. You can"
          + " start a new list without the continue parameter, or use the continue token in this"
          + " response to retrieve the remainder of the results. Continuing with the provided token"
          + " results in an inconsistent list - objects that were created, modified, or deleted"
          + " between the time the first chunk was returned and now may show up in the list.";
  private static final int STRIDE = 500;

  private final ResourceStore store;
  private final Renderer renderer;

  ListHandler(ResourceStore store, Renderer renderer) {
    this.store = store;
    this.renderer = renderer;
  }

  /** What was found. */
  private record Found(List<StoredObject> items, ListMeta meta) {}

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType type) {
    ListOptions options = ListOptions.ofList(request.query());
    Filter filter = Filter.of(request, type);
    Found found = find(type, options, filter);
    return renderer.list(request, type, found.items(), found.meta());
  }

  private Found find(ResourceType type, ListOptions options, Filter filter) {
    if (!options.continueToken().isEmpty()) {
      return continued(type, options, filter, ContinueToken.decode(options.continueToken()));
    }
    ResourceVersions.requireReached(store, options.resourceVersion());
    long version = ResourceVersions.parse(options.resourceVersion());
    boolean exact =
        options.match() == ListOptions.Match.EXACT
            || (options.match() == ListOptions.Match.UNSET && version > 0 && options.limit() > 0);
    return exact ? past(type, options, filter, version, "") : newest(type, options, filter);
  }

  private Found newest(ResourceType type, ListOptions options, Filter filter) {
    ResourceCache.Snapshot snapshot =
        store.fresh(type).snapshot(ResourceStore.prefix(type, filter.namespace()));
    List<StoredObject> items = snapshot.objects();
    if (!filter.selectsAll()) {
      items = items.stream().filter(filter::matches).toList();
    }
    int limit = options.limit();
    if (limit == 0 || items.size() <= limit) {
      return new Found(items, new ListMeta(snapshot.revision(), "", 0));
    }
    List<StoredObject> page = items.subList(0, limit);
    long remaining = filter.selectsAll() ? items.size() - limit : 0;
    return new Found(
        page,
        new ListMeta(
            snapshot.revision(), token(type, page.getLast(), snapshot.revision()), remaining));
  }

  private static String token(ResourceType type, StoredObject last, long revision) {
    String key = ResourceStore.key(type, last.meta().namespace(), last.meta().name()).path();
    String prefix = ResourceStore.prefix(type, "");
    return new ContinueToken(revision, key.substring(prefix.length())).encode();
  }

  private Found continued(
      ResourceType type, ListOptions options, Filter filter, ContinueToken token) {
    String after = ResourceStore.prefix(type, "") + token.after();
    if (!after.startsWith(ResourceStore.prefix(type, filter.namespace()))) {
      throw ApiException.badRequest("continue key is not valid: it is of another list");
    }
    // An inconsistent rest is read at what is newest now, and at that to its end.
    long revision = token.revision() < 0 ? store.caches().applied() : token.revision();
    try {
      return past(type, options, filter, revision, after);
    } catch (ApiException e) {
      throw e.code() == 410
          ? ApiException.expiredList(
              TOO_OLD_TO_CONTINUE, new ContinueToken(-1, token.after()).encode())
          : e;
    }
  }

  private Found past(
      ResourceType type, ListOptions options, Filter filter, long revision, String after) {
    List<StoredObject> items = new ArrayList<>();
    String position = after;
    while (true) {
      Page page = page(type, filter, position, revision, options.limit());
      for (Entry entry : page.entries()) {
        StoredObject object = ResourceStore.indexed(type, entry);
        position = entry.key().path();
        if (filter.matches(object)) {
          items.add(object);
        }
        if (options.limit() > 0 && items.size() == options.limit()) {
          return full(type, filter, revision, new Cut(items, page, position));
        }
      }
      if (!page.more()) {
        return new Found(items, new ListMeta(revision, "", 0));
      }
    }
  }

  /** A page that is full, and the store's page in which it became so. */
  private record Cut(List<StoredObject> items, Page page, String position) {}

  private Found full(ResourceType type, Filter filter, long revision, Cut cut) {
    Entry last = cut.page().entries().getLast();
    boolean more = cut.page().more() || !last.key().path().equals(cut.position());
    if (!more) {
      return new Found(cut.items(), new ListMeta(revision, "", 0));
    }
    long remaining = filter.selectsAll() ? Math.max(0, cut.page().remaining()) : 0;
    String token =
        new ContinueToken(
                revision, cut.position().substring(ResourceStore.prefix(type, "").length()))
            .encode();
    return new Found(cut.items(), new ListMeta(revision, token, remaining));
  }

  private Page page(ResourceType type, Filter filter, String after, long revision, int limit) {
    int ask = limit == 0 ? 0 : filter.selectsAll() ? limit : Math.max(limit, STRIDE);
    try {
      return store.pageAt(type, filter.namespace(), after, revision, ask);
    } catch (StoreException e) {
      if (e.code() == StoreException.Code.COMPACTED) {
        throw ApiException.expired("The resourceVersion for the provided list is too old.");
      }
      throw e;
    }
  }
}
