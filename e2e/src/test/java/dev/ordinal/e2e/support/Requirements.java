package dev.ordinal.e2e.support;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a scenario cannot do without: missing, it is skipped with the reason, or failed where
 * nothing may be skipped.
 */
public final class Requirements {

  private Requirements() {}

  /** A program on the path. */
  public static void program(String name, String debianPackage) {
    require(
        onPath(name),
        "the program `" + name + "` is missing (Debian package " + debianPackage + ")");
  }

  /** Something else that must hold. */
  public static void require(boolean holds, String reason) {
    if ("true".equals(System.getenv("ORDINAL_REQUIRE_ALL"))) {
      Assertions.assertTrue(holds, reason);
    }
    Assumptions.assumeTrue(holds, reason);
  }

  private static boolean onPath(String name) {
    String path = System.getenv("PATH") + ":/usr/sbin:/sbin";
    for (String directory : path.split(":", -1)) {
      if (Files.isExecutable(Path.of(directory.isEmpty() ? "." : directory, name))) {
        return true;
      }
    }
    return false;
  }
}
