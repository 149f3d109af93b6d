package dev.ordinal.controller.runtime;

import dev.ordinal.client.ObjectKey;

/**
 * Brings one object's world to what the object asks for. Called with a key only: the reconciler
 * reads the present state itself, and finds nothing to do when it is called too often. Never called
 * twice at once for the same key, often at once for different ones.
 */
@FunctionalInterface
public interface Reconciler {

  /** One pass. Any exception means: log it, and try again after a back-off. */
  Result reconcile(ObjectKey key) throws InterruptedException;
}
