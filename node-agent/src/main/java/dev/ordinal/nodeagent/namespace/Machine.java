package dev.ordinal.nodeagent.namespace;

import dev.ordinal.nodeagent.runtime.Capabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this machine offers, found by looking and trying. */
final class Machine {

  private static final long MANY = 1000;

  private Machine() {}

  static Capabilities capabilities() throws IOException {
    List<String> missing = new ArrayList<>();
    boolean manyUsers = mappedUsers() >= MANY;
    if (!manyUsers) {
      missing.add(
          "users: the agent has one user to give, so each process sees itself as the user asked for,"
              + " but files of different users in one container cannot be told apart");
    }
    missing.add("memory and CPU limits are recorded, not enforced");
    return new Capabilities("namespaces", manyUsers, false, false, missing);
  }

  private static long mappedUsers() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/uid_map")).stream()
        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
        .sum();
  }
}
