/**
 * Makes volumes that are directories, and removes them.
 *
 * <p>Owns: volumes of the driver {@code ordinal.dev/directory} and the directories {@code
 * <volumes-dir>/pvc-<uid>}; the class {@code standard}, made at start where there is none of that
 * name. Watches: claims that the binder has given to one of its provisioners, volumes, storage
 * classes.
 *
 * <p>Invariants: the directory exists before its volume does, and goes before its volume goes, so
 * that a crash in between is mended by the same pass again; a directory is removed only for a
 * released or deleted volume whose policy is Delete; a handle never leads out of the volumes
 * directory. A new directory has mode 0777, as the well-known host path provisioners make it, so
 * that a container of any user can write to it.
 */
@NullMarked
package dev.ordinal.controller.provisioner;

import org.jspecify.annotations.NullMarked;
