/** Reading and writing JSON trees: paths, tables of defaults, collected field errors. */
@NullMarked
package dev.ordinal.apiserver.kind.tree;

import org.jspecify.annotations.NullMarked;
