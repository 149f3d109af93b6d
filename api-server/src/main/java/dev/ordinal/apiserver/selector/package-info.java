/** Label and field selectors: parse and match, pure. */
@NullMarked
package dev.ordinal.apiserver.selector;

import org.jspecify.annotations.NullMarked;
