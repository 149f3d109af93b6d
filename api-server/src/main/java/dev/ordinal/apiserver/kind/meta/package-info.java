/** What holds for every kind: names, labels, annotations, owner references, label selectors. */
@NullMarked
package dev.ordinal.apiserver.kind.meta;

import org.jspecify.annotations.NullMarked;
