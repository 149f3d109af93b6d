/**
 * The durable store: RocksDB under one writer thread with group commit.
 *
 * <p>The only package that knows RocksDB. Its native calls pin the carriers of virtual threads, so
 * all of them run on platform threads (see {@link dev.ordinal.storage.rocksdb.Database}).
 */
@NullMarked
package dev.ordinal.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
