/**
 * The control loop, written once: shared informers, a queue of keys, workers, back-off, metrics.
 *
 * <p>A controller is a {@link dev.ordinal.controller.runtime.Reconciler} and a {@link
 * dev.ordinal.controller.runtime.ControllerSpec} that reads as a sentence:
 *
 * <pre>{@code
 * ControllerSpec.named("statefulset")
 *     .forKind(Kinds.STATEFUL_SETS)
 *     .owns(Kinds.PODS, "StatefulSet")
 *     .watches(Kinds.NODES, node -> keysOf(node))
 *     .workers(settings.integer(Flag.CONCURRENT_STATEFULSET_SYNCS))
 *     .reconciledBy(context, reconciler);
 * }</pre>
 */
@NullMarked
package dev.ordinal.controller.runtime;

import org.jspecify.annotations.NullMarked;
