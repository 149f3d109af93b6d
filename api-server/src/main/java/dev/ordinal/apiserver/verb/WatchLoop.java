package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.cache.CacheEvent;
import dev.ordinal.apiserver.cache.ResourceCache;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.render.WatchFrames;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * One watch: a cursor of its own into the cache's events. A client that reads too slowly blocks
 * only this loop; when the events it has yet to see are dropped it is told 410.
 *
 * <p>Threads: everything here runs on the request's virtual thread.
 */
final class WatchLoop {

  private static final long BOOKMARK_NANOS = Duration.ofSeconds(60).toNanos();
  private static final int PIECE = 64 * 1024;

  /**
   * Where a watch begins.
   *
   * @param present objects to send as ADDED first
   * @param revision of that state
   * @param announceEnd whether a bookmark ends the initial events
   */
  record Start(List<StoredObject> present, long position, long revision, boolean announceEnd) {}

  /** How long it lasts, and whether it may carry bookmarks. */
  record Limits(Duration timeout, boolean bookmarks) {}

  private final ResourceCache cache;
  private final Filter filter;
  private final WatchFrames frames;
  private final Limits limits;
  private final ApiResponse.BodySink sink;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(4096);

  WatchLoop(
      ResourceCache cache,
      Filter filter,
      WatchFrames frames,
      Limits limits,
      ApiResponse.BodySink sink) {
    this.cache = cache;
    this.filter = filter;
    this.frames = frames;
    this.limits = limits;
    this.sink = sink;
  }

  void run(Start start) throws IOException, InterruptedException {
    sink.onClose(cache::wake);
    for (StoredObject object : start.present()) {
      if (filter.matches(object)) {
        frames.event(pending, WatchFrames.Kind.ADDED, object);
        flushWhenLarge();
      }
    }
    if (start.announceEnd() && limits.bookmarks()) {
      frames.bookmark(pending, start.revision(), WatchFrames.Mark.INITIAL_EVENTS_END);
    }
    flush();
    follow(start.position());
  }

  private void follow(long from) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long marked = begun;
    long position = from;
    while (sink.isOpen()) {
      long now = System.nanoTime();
      long left = limits.timeout().toNanos() - (now - begun);
      long untilMark = limits.bookmarks() ? BOOKMARK_NANOS - (now - marked) : left;
      Duration patience = Duration.ofNanos(Math.max(0, Math.min(left, untilMark)));
      switch (cache.next(position, patience, () -> !sink.isOpen())) {
        case ResourceCache.Next.Events events -> {
          for (CacheEvent event : events.events()) {
            append(event);
            flushWhenLarge();
          }
          position = events.position();
        }
        case ResourceCache.Next.Quiet quiet -> {
          if (limits.bookmarks()) {
            frames.bookmark(pending, quiet.revision(), WatchFrames.Mark.PROGRESS);
            marked = System.nanoTime();
          }
        }
        case ResourceCache.Next.Lost _ -> {
          frames.error(
              pending, ApiException.expired("too old resource version: the watch fell behind"));
          flush();
          return;
        }
        case ResourceCache.Next.Closed _ -> {
          flush();
          return;
        }
      }
      flush();
      if (System.nanoTime() - begun >= limits.timeout().toNanos()) {
        return;
      }
    }
  }

  /** An object that enters or leaves the selection is added or deleted in this watch. */
  private void append(CacheEvent event) {
    boolean before = event.previous().map(filter::matches).orElse(false);
    boolean after = event.change() == CacheEvent.Change.PUT && filter.matches(event.current());
    if (after) {
      frames.event(
          pending, before ? WatchFrames.Kind.MODIFIED : WatchFrames.Kind.ADDED, event.current());
    } else if (before) {
      StoredObject last = event.previous().orElse(event.current()).at(event.revision());
      frames.event(pending, WatchFrames.Kind.DELETED, last);
    }
  }

  private void flushWhenLarge() throws IOException, InterruptedException {
    if (pending.size() >= PIECE) {
      flush();
    }
  }

  private void flush() throws IOException, InterruptedException {
    if (pending.size() > 0) {
      byte[] bytes = pending.toByteArray();
      pending.reset();
      sink.write(bytes, 0, bytes.length);
    }
  }
}
