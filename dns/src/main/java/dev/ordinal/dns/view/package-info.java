/** What DNS knows of the cluster: an immutable view, swapped whole with every change. */
@NullMarked
package dev.ordinal.dns.view;

import org.jspecify.annotations.NullMarked;
