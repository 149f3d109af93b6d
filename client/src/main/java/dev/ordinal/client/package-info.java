/**
 * A thin Kubernetes client for our own processes: HTTP with JSON, list and watch, caches, work
 * queues and events.
 *
 * <p>It knows nothing of any component. Objects are fabric8's model classes or plain JSON trees; a
 * {@link dev.ordinal.client.ResourceKind} says which. Nothing is lost on the way through a model
 * class: fields it does not know are kept in its additional properties and written back. Prefer
 * patches all the same: a patch names what it changes and cannot undo the work of others.
 *
 * <p>Start with {@link dev.ordinal.client.KubeConfig} and {@link dev.ordinal.client.KubeClient}.
 */
@NullMarked
package dev.ordinal.client;

import org.jspecify.annotations.NullMarked;
