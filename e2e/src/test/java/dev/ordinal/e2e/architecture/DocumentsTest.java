package dev.ordinal.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point at exists. */
final class DocumentsTest {

  private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\(([^)\\s]+)\\)");
  private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z]\\w+)(\\.\\w+)?`");

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      for (Link link : links(document)) {
        if (!link.leadsSomewhere()) {
          broken.add(link.toString());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void aLinkThatNamesAClassLeadsToIt() throws IOException {
    for (Path document : documents()) {
      for (Link link : links(document)) {
        Matcher name = CLASS_NAME.matcher(link.text());
        if (name.matches()) {
          assertThat(link.target()).as(link.toString()).endsWith("/" + name.group(1) + ".java");
        }
      }
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(CLONE.resolve("README.md")));
    try (Stream<Path> more = Files.list(CLONE.resolve("docs"))) {
      more.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    assertThat(documents).hasSizeGreaterThan(4);
    return documents;
  }

  private static List<Link> links(Path document) throws IOException {
    // A link may be broken over two lines.
    String text = Files.readString(document).replaceAll("\\s+", " ");
    return LINK.matcher(text)
        .results()
        .map(found -> new Link(document, found.group(1), found.group(2)))
        .filter(link -> !link.target().contains("://"))
        .toList();
  }

  private record Link(Path document, String text, String target) {

    boolean leadsSomewhere() throws IOException {
      int hash = target.indexOf('#');
      String file = hash < 0 ? target : target.substring(0, hash);
      Path to = file.isEmpty() ? document : document.resolveSibling(file).normalize();
      return Files.exists(to)
          && to.startsWith(CLONE)
          && (hash < 0 || anchors(to).contains(target.substring(hash + 1)));
    }

    /** The anchors of a document's headings, as its readers make them. */
    private static List<String> anchors(Path document) throws IOException {
      return Files.readAllLines(document).stream()
          .filter(line -> line.startsWith("#"))
          .map(line -> line.replaceAll("^#+ ", "").toLowerCase(java.util.Locale.ROOT))
          .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
          .toList();
    }
  }
}
