package dev.ordinal.nodeagent.image;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.ordinal.nodeagent.linux.Programs;
import dev.ordinal.nodeagent.runtime.Image;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * All images without layers: the user's own entries first, then the shipped ones.
 *
 * <p>Threads: safe.
 */
public final class Catalogue {

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true);

  private final List<Source> sources;
  private final String own;
  private final boolean plain;
  private final Map<String, CatalogueImage> resolved = new ConcurrentHashMap<>();

  /** One file's text, and what it says. */
  private record Source(String text, CatalogueEntry entry) {}

  private Catalogue(List<Source> sources, Optional<Path> ownDirectory, boolean plain) {
    this.sources = sources;
    this.own = ownDirectory.map(Path::toString).orElse("the directory of --catalogue-dir");
    this.plain = plain;
  }

  /**
   * Reads the user's directory, where there is one, and the shipped entries.
   *
   * @param plain whether there are no namespaces, so that an entry's {@code plain} form counts
   * @throws IOException when a file cannot be read or is no entry; the message names it
   */
  public static Catalogue open(Optional<Path> ownDirectory, boolean plain) throws IOException {
    List<Source> sources = new ArrayList<>();
    if (ownDirectory.filter(Files::isDirectory).isPresent()) {
      try (Stream<Path> files = Files.list(ownDirectory.get())) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
          sources.add(read(file.toString(), Files.readString(file)));
        }
      }
    }
    for (String name : resource("catalogue/index.txt").lines().toList()) {
      sources.add(read(name, resource("catalogue/" + name + ".yaml")));
    }
    return new Catalogue(sources, ownDirectory, plain);
  }

  /** The same for pods in namespaces. */
  public static Catalogue open(Optional<Path> ownDirectory) throws IOException {
    return open(ownDirectory, false);
  }

  private static Source read(String name, String text) throws IOException {
    try {
      CatalogueEntry entry = YAML.readValue(text, CatalogueEntry.class);
      for (String tool : entry.tools()) {
        StandIns.script(tool);
      }
      return new Source(text, entry);
    } catch (IOException e) {
      // One line: it is what `up` shows of an agent that ended.
      String what = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
      throw new IOException("image entry " + name + ": " + what, e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("missing in this build: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The image of a name.
   *
   * @throws RuntimeFailure {@code InvalidImageName}, or {@code ErrImagePull} with what to do
   */
  public CatalogueImage resolve(String name) {
    ImageReference reference = ImageReference.parse(name);
    return resolved.computeIfAbsent(reference.toString(), key -> find(reference));
  }

  /** What was resolved so far. */
  public List<Image> images() {
    return resolved.values().stream().map(CatalogueImage::image).toList();
  }

  private CatalogueImage find(ImageReference reference) {
    Source source =
        sources.stream()
            .filter(candidate -> candidate.entry().answersTo(reference.repository()))
            .findFirst()
            .orElseThrow(() -> unknown(reference));
    if (!source.entry().hasTag(reference.tag())) {
      throw new RuntimeFailure(
          "ErrImagePull",
          "rpc error: code = NotFound desc = failed to pull and unpack image \"%s\": failed to"
                  .formatted(reference)
              + " resolve reference \"%s\": %s: not found".formatted(reference, reference));
    }
    CatalogueEntry entry = runnable(reference, source.entry());
    if (plain) {
      entry = entry.plainEntry().orElseThrow(() -> needsRoot(reference));
    }
    return new ImageAssembly(entry, reference, source.text(), plain).image();
  }

  private RuntimeFailure unknown(ImageReference reference) {
    return new RuntimeFailure(
        "ErrImagePull",
        "failed to pull image \"%s\": images are not downloaded here, and the catalogue has none of"
                .formatted(reference)
            + " this name; describe it in %s/NAME.yaml and restart the cluster".formatted(own));
  }

  private RuntimeFailure needsRoot(ImageReference reference) {
    return new RuntimeFailure(
        "ErrImagePull",
        "failed to pull image \"%s\": it counts on a root directory of its own, which"
                .formatted(reference)
            + " --isolation=process has not; describe it with a `plain` section in %s/NAME.yaml and restart the cluster"
                .formatted(own));
  }

  private CatalogueEntry runnable(ImageReference reference, CatalogueEntry entry) {
    List<String> missing =
        entry.programs().keySet().stream().filter(program -> !isThere(entry, program)).toList();
    if (missing.isEmpty()) {
      return entry;
    }
    return entry
        .standInEntry()
        .map(standIn -> runnable(reference, standIn))
        .orElseThrow(() -> programsMissing(reference, entry, missing));
  }

  private static boolean isThere(CatalogueEntry entry, String program) {
    return program.startsWith("/")
        ? Files.exists(Path.of(program))
        : Programs.lookUp(program).isPresent() || SearchPath.find(entry, program).isPresent();
  }

  private RuntimeFailure programsMissing(
      ImageReference reference, CatalogueEntry entry, List<String> missing) {
    List<String> packages = missing.stream().map(entry.programs()::get).distinct().toList();
    return new RuntimeFailure(
        "ErrImagePull",
        "failed to pull image \"%s\": it runs on this machine's own programs, and %s %s missing;"
                .formatted(
                    reference, String.join(", ", missing), missing.size() == 1 ? "is" : "are")
            + " install the package %s, or describe the image in %s/NAME.yaml and restart the cluster"
                .formatted(String.join(", ", packages), own));
  }
}
