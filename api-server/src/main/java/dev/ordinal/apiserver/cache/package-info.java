/**
 * What is stored, held in memory: encoded objects with their index keys, and the recent changes.
 *
 * <p>One {@link dev.ordinal.apiserver.cache.CacheFeeder} applies the store's history, in order, to
 * one {@link dev.ordinal.apiserver.cache.ResourceCache} per resource. A reader asks the feeder to
 * have caught up with the store before it looks, so that every read is as fresh as the last
 * acknowledged write; in one process that is one comparison of two numbers.
 */
@NullMarked
package dev.ordinal.apiserver.cache;

import org.jspecify.annotations.NullMarked;
