/** Tests of images. */
@NullMarked
package dev.ordinal.nodeagent.image;

import org.jspecify.annotations.NullMarked;
