package dev.ordinal.apiserver.kind.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.apiserver.kind.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnsTest {

  private static final KindRegistry KINDS = KindRegistry.builtIn(FeatureGates.defaults());
  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

  /** Each case has the objects of one kind, and the table with wide columns behind a bar. */
  static Stream<Arguments> cases() {
    return Yaml.resource("/kinds/columns.yaml").stream()
        .map(document -> Arguments.of(document.path("case").asText(), document));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void printsWhatUpstreamPrints(String name, ObjectNode document) {
    ResourceType type =
        KINDS
            .findKind(document.path("apiVersion").asText(), document.path("kind").asText())
            .orElseThrow();
    StringBuilder table = new StringBuilder(row(type.columns(), Column::name));
    document
        .path("objects")
        .forEach(
            object ->
                table.append(
                    row(type.columns(), c -> c.cell().apply((ObjectNode) object, NOW).asText())));
    assertThat(table.toString()).isEqualTo(document.path("table").asText());
  }

  private static String row(List<Column> columns, Function<Column, String> cell) {
    return cells(columns, 0, cell) + " | " + cells(columns, 1, cell) + "\n";
  }

  private static String cells(List<Column> columns, int priority, Function<Column, String> cell) {
    return columns.stream()
        .filter(c -> c.priority() == priority)
        .map(cell)
        .collect(Collectors.joining(", "));
  }
}
