/**
 * The small kinds of the core group: namespaces, nodes, events, configuration, accounts, quotas.
 */
@NullMarked
package dev.ordinal.apiserver.kind.core;

import org.jspecify.annotations.NullMarked;
