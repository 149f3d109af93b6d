/** Who asks, and may they: authentication, authorization and service account tokens. */
@NullMarked
package dev.ordinal.apiserver.auth;

import org.jspecify.annotations.NullMarked;
