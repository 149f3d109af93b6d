/** The kinds that make pods from a template: StatefulSet first. */
@NullMarked
package dev.ordinal.apiserver.kind.apps;

import org.jspecify.annotations.NullMarked;
