/**
 * What the agent asks of the cluster: one narrow interface, and its implementation over the public
 * HTTP API.
 */
@NullMarked
package dev.ordinal.nodeagent.api;

import org.jspecify.annotations.NullMarked;
