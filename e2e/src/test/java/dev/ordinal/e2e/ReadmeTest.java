package dev.ordinal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.e2e.support.Requirements;
import dev.ordinal.e2e.support.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is what a person sees. */
final class ReadmeTest {

  private static final Pattern FILE = Pattern.compile("\\bexamples/[\\w./-]+");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
  private static final Pattern HEADER = Pattern.compile("(NAME|LAST SEEN) .*");

  @Test
  void theFilesItNamesAreThere() throws IOException {
    List<String> named =
        FILE.matcher(Files.readString(readme())).results().map(found -> found.group()).toList();
    assertThat(named).isNotEmpty().allMatch(name -> Files.exists(home().resolve(name)));
  }

  @Test
  void theCommandsAndOptionsItNamesAreThere() throws IOException {
    try (TestCluster cluster = TestCluster.prepared()) {
      List<String> rows =
          Files.readAllLines(readme()).stream()
              .filter(line -> line.startsWith("| `./ordinal ") && !line.contains("./ordinal test"))
              .toList();
      assertThat(rows).hasSize(5);
      for (String row : rows) {
        String command = row.replaceAll("^\\| `./ordinal (\\w+).*", "$1");
        String help = cluster.run(home().resolve("ordinal").toString(), command, "--help").out();
        assertThat(help).contains("--name", "--data-dir");
        assertThat(OPTION.matcher(row).results().map(found -> found.group()))
            .allSatisfy(option -> assertThat(help).as(command).contains(option));
      }
    }
  }

  @Test
  void theColumnsItShowsAreThoseOfACluster() throws IOException {
    Map<String, List<String>> shown = shownHeaders();
    assertThat(shown).hasSizeGreaterThan(8);
    try (TestCluster cluster = TestCluster.started()) {
      cluster.kubectl("apply", "-f", cluster.example("tkb-sts.yaml")).ok();
      cluster.awaitReady("tkb-sts", 3);
      shown.forEach(
          (command, headers) -> {
            String[] words =
                Stream.of(command.split(" "))
                    .skip(1)
                    .filter(word -> !Set.of("--watch", "-w").contains(word))
                    .toArray(String[]::new);
            assertThat(headers(cluster.kubectl(words).ok().lines())).as(command).isEqualTo(headers);
          });
    }
  }

  /** The lines of column names behind each {@code kubectl get}. */
  private static Map<String, List<String>> shownHeaders() throws IOException {
    Map<String, List<String>> shown = new LinkedHashMap<>();
    String command = "";
    List<String> printed = new ArrayList<>();
    for (String line : Files.readAllLines(readme())) {
      if (!line.startsWith("$ ") && !line.startsWith("```")) {
        printed.add(line);
        continue;
      }
      if (command.startsWith("kubectl get ") && !headers(printed).isEmpty()) {
        shown.put(command, headers(printed));
      }
      command = line.startsWith("$ ") ? line.substring(2) : "";
      printed.clear();
    }
    return shown;
  }

  private static List<String> headers(List<String> lines) {
    return lines.stream()
        .filter(line -> HEADER.matcher(line).matches())
        .map(line -> String.join(" ", Arrays.asList(line.strip().split("\\s+"))))
        .toList();
  }

  private static Path readme() {
    return home().resolve("README.md");
  }

  private static Path home() {
    String home = System.getenv("ORDINAL_HOME");
    Requirements.require(
        home != null,
        "ORDINAL_HOME does not name a packaged distribution: run `./ordinal test e2e`");
    return Path.of(String.valueOf(home));
  }
}
