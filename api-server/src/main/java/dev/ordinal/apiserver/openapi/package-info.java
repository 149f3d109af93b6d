/** The OpenAPI documents of the served kinds, version 3 and version 2. */
@NullMarked
package dev.ordinal.apiserver.openapi;

import org.jspecify.annotations.NullMarked;
