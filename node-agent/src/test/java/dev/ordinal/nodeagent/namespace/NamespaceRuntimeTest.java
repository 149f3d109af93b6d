package dev.ordinal.nodeagent.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.nodeagent.namespace.HolderHarness.Who;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scenario as root and as an ordinary user; afterwards nothing may be left. */
class NamespaceRuntimeTest {

  private static final List<String> SCENARIOS =
      List.of(
          "web",
          "room",
          "ends",
          "users",
          "volumes",
          "terminal",
          "attach",
          "network",
          "shared",
          "memory",
          "many");

  static Stream<Arguments> scenarios() {
    return Stream.of(Who.values())
        .flatMap(who -> SCENARIOS.stream().map(name -> Arguments.of(who, name)));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void scenario(Who who, String name) throws Exception {
    needsNginxAndCurl();
    try (HolderHarness holder = HolderHarness.start(who)) {
      holder.run(PodScenarios.class, name);
      nothingIsLeft(holder);
    }
  }

  @ParameterizedTest
  @EnumSource
  void podsOutliveTheAgent(Who who) throws Exception {
    needsNginxAndCurl();
    try (HolderHarness holder = HolderHarness.start(who)) {
      holder.run(PodScenarios.class, "leave");
      holder.run(PodScenarios.class, "adopt");
      holder.run(PodScenarios.class, "remove");
      nothingIsLeft(holder);
    }
  }

  private static void needsNginxAndCurl() {
    boolean there =
        Stream.of("/usr/sbin/nginx", "/usr/bin/curl").allMatch(p -> Files.exists(Path.of(p)));
    if (Boolean.parseBoolean(System.getenv("ORDINAL_REQUIRE_ALL"))) {
      assertThat(there).as("nginx and curl are installed").isTrue();
    }
    Assumptions.assumeTrue(there, "needs nginx and curl");
  }

  /** No process, and of mounts only the pins of the nodes' and the fabric's networks. */
  private static void nothingIsLeft(HolderHarness holder) throws Exception {
    assertThat(holder.processes()).isEmpty();
    assertThat(holder.mounts())
        .allMatch(line -> line.contains("/ns/net ") || line.contains("/fabric/net "));
  }
}
