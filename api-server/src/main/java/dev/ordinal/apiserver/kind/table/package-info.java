/** The cells of kind tables: columns and upstream's texts for ages, sets and containers. */
@NullMarked
package dev.ordinal.apiserver.kind.table;

import org.jspecify.annotations.NullMarked;
