package dev.ordinal.nodeagent.namespace;

import dev.ordinal.nodeagent.linux.ControlGroups;
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

  static Capabilities capabilities(ControlGroups groups) throws IOException {
    List<String> missing = new ArrayList<>();
    boolean manyUsers = mappedUsers() >= MANY;
    if (!manyUsers) {
      missing.add(
          "users: the agent has one user to give, so each process sees itself as the user asked for,"
              + " but files of different users in one container cannot be told apart");
    }
    if (!groups.limitsMemory()) {
      missing.add("memory limits: no control group can be made; they are recorded, not enforced");
    }
    if (!groups.limitsCpu()) {
      missing.add("CPU limits: no control group can be made; they are recorded, not enforced");
    }
    return new Capabilities(
        "namespaces", manyUsers, groups.limitsMemory(), groups.limitsCpu(), missing);
  }

  private static long mappedUsers() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/uid_map")).stream()
        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
        .sum();
  }
}
