package dev.ordinal.client;

import org.jspecify.annotations.Nullable;

/**
 * Hears of changes in an informer's cache, after the cache has them. Called in order on the
 * informer's own thread: a handler only notes what to do and returns. Objects are shared, never
 * change them.
 */
@FunctionalInterface
public interface ObjectHandler<T> {

  /**
   * One change. Both present: the object changed; only {@code now}: it appeared; only {@code
   * before}: it is gone, and this is its last known state.
   */
  void changed(@Nullable T before, @Nullable T now);
}
