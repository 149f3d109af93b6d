package dev.ordinal.schema;

import dev.ordinal.schema.GoPackage.GoField;
import dev.ordinal.schema.GoPackage.GoStruct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the table of types from upstream's Go sources; run by hand: {@code TypeTableMain
 * <directory of k8s.io> <release> <types.txt>}. The directory is that of Debian's
 * golang-k8s-api-dev and golang-k8s-apimachinery-dev.
 */
final class TypeTableMain {

  private static final List<String> GROUPS =
      List.of(
          "core/v1",
          "apps/v1",
          "batch/v1",
          "autoscaling/v1",
          "autoscaling/v2",
          "policy/v1",
          "storage/v1",
          "discovery/v1",
          "events/v1",
          "networking/v1",
          "rbac/v1",
          "authentication/v1",
          "authorization/v1",
          "coordination/v1",
          "scheduling/v1",
          "node/v1",
          "certificates/v1",
          "flowcontrol/v1",
          "admissionregistration/v1",
          "admission/v1",
          "resource/v1");

  private TypeTableMain() {}

  static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    List<String> lines = new ArrayList<>(header(args[1]));
    write(
        lines,
        GoTypesReader.read(
            root.resolve("apimachinery/pkg/apis/meta/v1"),
            "meta/v1",
            "io.k8s.apimachinery.pkg.apis.meta.v1"));
    for (String group : GROUPS) {
      String prefix = "io.k8s.api." + group.replace('/', '.');
      write(lines, GoTypesReader.read(root.resolve("api").resolve(group), group, prefix));
    }
    Files.write(Path.of(args[2]), lines);
  }

  private static List<String> header(String release) {
    return List.of(
        "# Facts about the API types of Kubernetes "
            + release
            + ". Made by TypeTableMain; do not edit.",
        "# NOTICE: taken from the Go API types of Kubernetes, Copyright The Kubernetes Authors,",
        "# licensed under the Apache License, Version 2.0.",
        "#",
        "# package <key> <prefix in OpenAPI> <group, - for none>",
        "# name <name> <Go type> [values of the enum]",
        "# type <name> [kind] [atomic], then its fields in Go's order:",
        "#  <JSON name, - for inlined> <Go type> <number in protobuf> [facts]");
  }

  private static void write(List<String> lines, GoPackage source) {
    String group = source.group().isEmpty() ? "-" : source.group();
    lines.add("package " + source.key() + " " + source.prefix() + " " + group);
    source
        .names()
        .forEach(
            (name, type) -> {
              List<String> values = source.enums().getOrDefault(name, List.of());
              lines.add(
                  "name "
                      + name
                      + " "
                      + type
                      + (values.isEmpty() ? "" : " " + String.join(",", values)));
            });
    for (GoStruct struct : source.structs()) {
      lines.add(
          "type "
              + struct.name()
              + (struct.kind() ? " kind" : "")
              + (struct.atomic() ? " atomic" : ""));
      for (GoField field : struct.fields()) {
        String json = field.json().isEmpty() ? "-" : field.json();
        lines.add(
            (" "
                    + json
                    + " "
                    + field.type()
                    + " "
                    + field.number()
                    + " "
                    + String.join(" ", field.facts()))
                .stripTrailing());
      }
    }
  }
}
