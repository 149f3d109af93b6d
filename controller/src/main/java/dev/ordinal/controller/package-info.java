/** The controller process: wiring only. Each controller has a package of its own below this one. */
@NullMarked
package dev.ordinal.controller;

import org.jspecify.annotations.NullMarked;
