import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Adds up the reports of a test run: the slow suites, what failed or was skipped, and last one line with the sum.
 *
 * <p>Arguments: the reports' directory, and whether the run itself failed (1) or not (0). With ORDINAL_REQUIRE_ALL=true a
 * skipped test counts as failed. Exit code 0 only where nothing failed and something ran.
 */
public final class Summary {

  record Suite(String name, int tests, int failed, int skipped, double seconds, List<String> troubles) {}

  public static void main(String[] arguments) throws Exception {
    boolean strict = "true".equals(System.getenv("ORDINAL_REQUIRE_ALL"));
    Path reports = Path.of(arguments[0]);
    List<Suite> suites = new ArrayList<>();
    try (Stream<Path> files = Files.walk(reports)) {
      for (Path file : files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml")).sorted().toList()) {
        suites.add(read(file, reports.relativize(file).getName(0).toString()));
      }
    }
    System.out.println("== the slowest suites");
    suites.stream()
        .sorted(Comparator.comparingDouble(Suite::seconds).reversed())
        .limit(12)
        .forEach(s -> System.out.printf("%8.1f s  %4d  %s%n", s.seconds(), s.tests(), s.name()));
    suites.forEach(s -> s.troubles().forEach(t -> System.out.println(s.name() + ": " + t)));
    int skipped = suites.stream().mapToInt(Suite::skipped).sum();
    int failed = suites.stream().mapToInt(Suite::failed).sum() + (strict ? skipped : 0);
    int passed = suites.stream().mapToInt(s -> s.tests() - s.failed() - s.skipped()).sum();
    if ("1".equals(arguments[1]) && failed == 0) {
      System.out.println("the run itself broke: see above");
      failed = 1;
    }
    String rest = skipped > 0 && !strict ? ", " + skipped + " skipped" : "";
    System.out.println(passed + " passed, " + failed + " failed" + rest);
    System.exit(failed == 0 && passed > 0 ? 0 : 1);
  }

  private static Suite read(Path file, String module) throws Exception {
    Element suite =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    List<String> troubles = new ArrayList<>();
    double seconds = 0;
    int failed = 0;
    int skipped = 0;
    NodeList cases = suite.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      seconds += number(test.getAttribute("time"));
      String name = test.getAttribute("classname") + "." + test.getAttribute("name");
      if (has(test, "failure") || has(test, "error")) {
        failed++;
        troubles.add("FAILED " + name);
      } else if (has(test, "skipped")) {
        skipped++;
        troubles.add("SKIPPED " + name + reason(test));
      }
    }
    String name = module + "/" + suite.getAttribute("name");
    return new Suite(name, cases.getLength(), failed, skipped, seconds, troubles);
  }

  private static boolean has(Element test, String tag) {
    return test.getElementsByTagName(tag).getLength() > 0;
  }

  private static String reason(Element test) {
    Element skipped = (Element) test.getElementsByTagName("skipped").item(0);
    String text = (skipped.getAttribute("message") + " " + skipped.getTextContent()).strip();
    return text.isEmpty() ? "" : ": " + text.lines().findFirst().orElse("");
  }

  private static double number(String text) {
    return text.isEmpty() ? 0 : Double.parseDouble(text.replace(",", ""));
  }
}
