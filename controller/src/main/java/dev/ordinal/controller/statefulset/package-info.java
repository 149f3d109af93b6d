/** The StatefulSet controller. */
@NullMarked
package dev.ordinal.controller.statefulset;

import org.jspecify.annotations.NullMarked;
