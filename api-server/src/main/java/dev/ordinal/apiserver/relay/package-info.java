/**
 * Requests that are a node agent's to answer: logs, exec, attach, port-forward. The server has
 * authorized them; here they are passed on over mutual TLS, byte for byte, redirects never
 * followed.
 */
@NullMarked
package dev.ordinal.apiserver.relay;

import org.jspecify.annotations.NullMarked;
