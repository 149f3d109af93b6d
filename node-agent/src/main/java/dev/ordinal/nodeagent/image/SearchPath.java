package dev.ordinal.nodeagent.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Directories with programs which distributions keep out of the PATH, such as PostgreSQL's. */
final class SearchPath {

  private static final String USUAL =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private SearchPath() {}

  static Optional<Path> find(CatalogueEntry entry, String program) {
    return directories(entry).stream()
        .map(directory -> directory.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The PATH of a container: the entry's own directories come first. */
  static String of(CatalogueEntry entry) {
    StringBuilder path = new StringBuilder();
    directories(entry).forEach(directory -> path.append(directory).append(':'));
    return path.append(USUAL).toString();
  }

  /** Patterns such as {@code /usr/lib/postgresql/*}{@code /bin}, the newest version first. */
  private static List<Path> directories(CatalogueEntry entry) {
    List<Path> found = new ArrayList<>();
    for (String pattern : entry.search()) {
      int star = pattern.indexOf("/*/");
      if (star < 0) {
        found.add(Path.of(pattern));
        continue;
      }
      Path base = Path.of(pattern.substring(0, star));
      if (Files.isDirectory(base)) {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(base)) {
          List<Path> here = new ArrayList<>();
          versions.forEach(version -> here.add(version.resolve(pattern.substring(star + 3))));
          here.sort(java.util.Comparator.reverseOrder());
          found.addAll(here);
        } catch (IOException e) {
          found.clear(); // not readable: the program is reported as missing
        }
      }
    }
    return found;
  }
}
