package dev.ordinal.apiserver.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The table of the built-in types, read once from a resource. Immutable; safe on any thread. */
public final class Schemas {

  private static final String RESOURCE = "/dev/ordinal/schema/types.txt";
  private static final String META = "meta/v1";

  private final TypeTable table;
  private final Map<Gvk, StructType> kinds = new HashMap<>();

  private Schemas(TypeTable table) {
    this.table = table;
    table.kinds().forEach((key, type) -> kinds.put(gvk(key), type));
  }

  /** The types of Kubernetes 1.36. */
  public static Schemas builtIn() {
    try (InputStream in = Objects.requireNonNull(Schemas.class.getResourceAsStream(RESOURCE));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new Schemas(new TypeTable(reader.lines().toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the kind is in the table; others are handled without a schema. */
  public boolean knows(Gvk gvk) {
    return find(gvk).isPresent();
  }

  /**
   * The type of a kind. The kinds of requests (DeleteOptions, ...) and Status are found in every
   * group.
   */
  public Optional<StructType> find(Gvk gvk) {
    StructType type = kinds.get(gvk);
    if (type == null) {
      type = table.kinds().get(META + "." + gvk.kind());
    }
    return Optional.ofNullable(type);
  }

  /** A struct by its name in the table, {@code core/v1.PodSpec}. */
  public Optional<StructType> struct(String key) {
    return Optional.ofNullable(table.structs().get(key));
  }

  /** All structs. */
  public Collection<StructType> structs() {
    return table.structs().values();
  }

  /** The kinds that a struct is, usually none or one. */
  public List<Gvk> kindsOf(StructType type) {
    return table.kinds().containsKey(type.key()) ? List.of(gvk(type.key())) : List.of();
  }

  /** The values of an enum type by its name in the table, empty for other types. */
  public List<String> enumValues(String typeName) {
    return table.enumValues(typeName);
  }

  private Gvk gvk(String key) {
    int dot = key.indexOf('.');
    TypeTable.GoPackage home = Objects.requireNonNull(table.packages().get(key.substring(0, dot)));
    return new Gvk(home.group(), home.version(), key.substring(dot + 1));
  }
}
