/**
 * HTTPS for the API server: the only package that knows Netty.
 *
 * <p>Threads: event loops move bytes and never wait; each request runs on a virtual thread of its
 * own, which may wait. Bytes cross over in {@link dev.ordinal.apiserver.http.RequestBridge} (in)
 * and {@link dev.ordinal.apiserver.http.Outflow} (out).
 */
@NullMarked
package dev.ordinal.apiserver.http;

import org.jspecify.annotations.NullMarked;
