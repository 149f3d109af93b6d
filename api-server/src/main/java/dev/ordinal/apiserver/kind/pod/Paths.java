package dev.ordinal.apiserver.kind.pod;

import dev.ordinal.apiserver.kind.tree.Errors;
import java.util.List;

/** Paths that may not lead upwards. */
final class Paths {

  private Paths() {}

  static void noBacksteps(String path, String field, Errors errors) {
    if (List.of(path.split("/")).contains("..")) {
      errors.invalid(field, path, "must not contain '..'");
    }
  }

  /** A relative path that stays below. */
  static void localDescending(String path, String field, Errors errors) {
    if (path.startsWith("/")) {
      errors.invalid(field, path, "must be a relative path");
    }
    noBacksteps(path, field, errors);
  }

  /** The same, and its name is not one that the volume needs for itself. */
  static void localNonReserved(String path, String field, Errors errors) {
    localDescending(path, field, errors);
    if (path.startsWith("..") && !path.startsWith("../")) {
      errors.invalid(field, path, "must not start with '..'");
    }
  }
}
