/** The real server for tests, of this module and of others: there is no fake one. */
@NullMarked
package dev.ordinal.apiserver.testing;

import org.jspecify.annotations.NullMarked;
