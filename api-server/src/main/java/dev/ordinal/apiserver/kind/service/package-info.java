/** Services, and the addresses and ports that are allocated to them. */
@NullMarked
package dev.ordinal.apiserver.kind.service;

import org.jspecify.annotations.NullMarked;
