package dev.ordinal.schema;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Packs the descriptions of the table's types, taken from the published Java models on the class
 * path: {@code DescriptionsMain <types.txt> <descriptions.gz>}. Does nothing when the outcome is
 * newer than the table.
 */
final class DescriptionsMain {

  private static final String MODELS = "io/kubernetes/client/openapi/models/";

  private DescriptionsMain() {}

  static void main(String[] args) throws IOException {
    Path table = Path.of(args[0]);
    Path target = Path.of(args[1]);
    if (Files.exists(target)
        && Files.getLastModifiedTime(target).compareTo(Files.getLastModifiedTime(table)) > 0) {
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

  private static void write(List<String> table, BufferedWriter out) throws IOException {
    out.write(
        "# NOTICE: descriptions from the Kubernetes API, Copyright The Kubernetes Authors,\n");
    out.write("# licensed under the Apache License, Version 2.0.\n");
    String packageKey = "";
    for (int i = 0; i < table.size(); i++) {
      String[] words = table.get(i).split(" ", -1);
      if (words[0].equals("package")) {
        packageKey = words[1];
      } else if (words[0].equals("type")) {
        List<String> fields = new ArrayList<>();
        while (i + 1 < table.size() && table.get(i + 1).startsWith(" ")) {
          i++;
          fields.add(table.get(i).split(" ", 3)[1]);
        }
        write(packageKey, words[1], fields, out);
      }
    }
  }

  private static void write(String packageKey, String name, List<String> fields, BufferedWriter out)
      throws IOException {
    Optional<ModelClass> model = model(packageKey, name);
    if (model.isEmpty()) {
      return;
    }
    out.write("=" + packageKey + "." + name + " " + model.get().description() + "\n");
    for (String field : fields) {
      String description =
          model.get().properties().getOrDefault(field.toLowerCase(Locale.ROOT), "");
      if (!description.isEmpty()) {
        out.write(field + " " + description + "\n");
      }
    }
  }

  /** Names that stand in several groups carry the group: {@code RbacV1Subject}. */
  private static Optional<ModelClass> model(String packageKey, String name) throws IOException {
    String[] parts = packageKey.split("/", -1);
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
