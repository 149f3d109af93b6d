/** What is there from the first moment: the objects that upstream's server itself maintains. */
@NullMarked
package dev.ordinal.apiserver.bootstrap;

import org.jspecify.annotations.NullMarked;
