/**
 * What a kind is: its names, scope, rules, columns and subresources, as data plus the few rules
 * that only it has.
 *
 * <p>The generic server reads everything from a {@link dev.ordinal.apiserver.kind.ResourceType};
 * nothing in it may assume that a kind is known at build time.
 */
@NullMarked
package dev.ordinal.apiserver.kind;

import org.jspecify.annotations.NullMarked;
