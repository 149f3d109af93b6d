package dev.ordinal.schema;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Packs the descriptions of the table's types, taken from the published Java models on the class
 * path: {@code DescriptionsMain <types.txt> <descriptions.gz>}. Does nothing when the outcome is
 * newer than the table and this program.
 */
final class DescriptionsMain {

  private static final String MODELS = "io/kubernetes/client/openapi/models/";

  private DescriptionsMain() {}

  static void main(String[] args) throws IOException {
    Path table = Path.of(args[0]);
    Path target = Path.of(args[1]);
    if (isNewer(target, table) && isNewer(target, program(DescriptionsMain.class))) {
      return;
    }
    Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(Path.of(".")));
    Path draft = target.resolveSibling(target.getFileName() + ".new");
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(draft)), StandardCharsets.UTF_8))) {
      write(Files.readAllLines(table), out);
    }
    Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isNewer(Path file, Path than) throws IOException {
    return Files.exists(file)
        && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) > 0;
  }

  /** The file of a class of this program. */
  private static Path program(Class<?> type) {
    URL url = Objects.requireNonNull(type.getResource(type.getSimpleName() + ".class"));
    return Path.of(URI.create(url.toString()));
  }

  private static void write(List<String> table, BufferedWriter out) throws IOException {
    out.write(
        "# NOTICE: descriptions from the Kubernetes API, Copyright The Kubernetes Authors,\n");
    out.write("# licensed under the Apache License, Version 2.0.\n");
    Map<String, List<String>> types = types(table);
    for (String key : types.keySet()) {
      Optional<ModelClass> model = model(key);
      if (model.isPresent()) {
        out.write("=" + key + " " + model.get().description() + "\n");
        for (String field : fields(types, key)) {
          String text = model.get().properties().getOrDefault(field.toLowerCase(Locale.ROOT), "");
          if (!text.isEmpty()) {
            out.write(field + " " + text + "\n");
          }
        }
      }
    }
  }

  /** The lines of each type's fields, by the type's key. */
  private static Map<String, List<String>> types(List<String> table) {
    Map<String, List<String>> types = new LinkedHashMap<>();
    String packageKey = "";
    List<String> fields = new ArrayList<>();
    for (String line : table) {
      String[] words = line.split(" ", 3);
      switch (words[0]) {
        case "package" -> packageKey = words[1];
        case "type" -> {
          fields = new ArrayList<>();
          types.put(packageKey + "." + words[1], fields);
        }
        case "" -> fields.add(line);
        default -> {}
      }
    }
    return types;
  }

  /** The names of a type's fields, those of inlined structs among them. */
  private static List<String> fields(Map<String, List<String>> types, String key) {
    List<String> names = new ArrayList<>();
    for (String line : types.getOrDefault(key, List.of())) {
      String[] words = line.split(" ", 4);
      if (words[1].equals("-")) {
        String home = words[2].indexOf('.') < 0 ? key.substring(0, key.indexOf('.') + 1) : "";
        names.addAll(fields(types, home + words[2]));
      } else {
        names.add(words[1]);
      }
    }
    return names;
  }

  /** Names that stand in several groups carry the group: {@code RbacV1Subject}. */
  private static Optional<ModelClass> model(String key) throws IOException {
    String[] parts = key.substring(0, key.indexOf('.')).split("/", -1);
    String name = key.substring(key.indexOf('.') + 1);
    String group = parts[0].substring(0, 1).toUpperCase(Locale.ROOT) + parts[0].substring(1);
    String version = parts[1].substring(0, 1).toUpperCase(Locale.ROOT) + parts[1].substring(1);
    for (String candidate : List.of(group + version + name, version + name)) {
      try (InputStream in =
          DescriptionsMain.class
              .getClassLoader()
              .getResourceAsStream(MODELS + candidate + ".class")) {
        if (in != null) {
          return Optional.of(ModelClass.read(in.readAllBytes()));
        }
      }
    }
    return Optional.empty();
  }
}
