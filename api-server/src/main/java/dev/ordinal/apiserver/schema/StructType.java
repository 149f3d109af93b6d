package dev.ordinal.apiserver.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A struct of upstream's Go API. Fields are resolved when first asked for; safe on any thread. */
public final class StructType implements GoType {

  private final String key;
  private final String openApiName;
  private final boolean atomic;
  private final Supplier<List<StructField>> resolver;
  private volatile @Nullable Parts parts;

  private record Parts(
      List<StructField> declared, List<StructField> fields, Map<String, StructField> byName) {}

  StructType(String key, String openApiName, boolean atomic, Supplier<List<StructField>> resolver) {
    this.key = key;
    this.openApiName = openApiName;
    this.atomic = atomic;
    this.resolver = resolver;
  }

  /** The name in the table: {@code core/v1.PodSpec}. */
  public String key() {
    return key;
  }

  /** {@code PodSpec}. */
  public String name() {
    return key.substring(key.indexOf('.') + 1);
  }

  /** {@code io.k8s.api.core.v1.PodSpec}. */
  public String openApiName() {
    return openApiName;
  }

  /** Whether server-side apply owns it as a whole. */
  public boolean atomic() {
    return atomic;
  }

  /** The fields as JSON has them, in Go's order: inlined structs are opened. */
  public List<StructField> fields() {
    return parts().fields();
  }

  /** The fields as declared; inlined structs have an empty name. */
  public List<StructField> declared() {
    return parts().declared();
  }

  /** The field with a JSON name. */
  public Optional<StructField> field(String name) {
    return Optional.ofNullable(parts().byName().get(name));
  }

  @Override
  public String goName() {
    return key.substring(key.indexOf('/') + 1);
  }

  @Override
  public String toString() {
    return key;
  }

  private Parts parts() {
    @Nullable Parts current = parts;
    if (current == null) {
      current = resolve(resolver.get());
      parts = current;
    }
    return current;
  }

  private static Parts resolve(List<StructField> declared) {
    List<StructField> fields = new ArrayList<>();
    for (StructField field : declared) {
      if (field.inlined() && field.type() instanceof StructType struct) {
        fields.addAll(struct.fields());
      } else {
        fields.add(field);
      }
    }
    Map<String, StructField> byName = new LinkedHashMap<>();
    fields.forEach(field -> byName.put(field.json(), field));
    return new Parts(List.copyOf(declared), List.copyOf(byName.values()), byName);
  }
}
