/** What a client sees of objects: negotiated forms, lists spliced from stored bytes, tables. */
@NullMarked
package dev.ordinal.apiserver.render;

import org.jspecify.annotations.NullMarked;
