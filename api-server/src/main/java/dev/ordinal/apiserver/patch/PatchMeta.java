package dev.ordinal.apiserver.patch;

import dev.ordinal.apiserver.schema.GoType;
import dev.ordinal.apiserver.schema.GoType.ListOf;
import dev.ordinal.apiserver.schema.GoType.MapOf;
import dev.ordinal.apiserver.schema.StructField;
import dev.ordinal.apiserver.schema.StructType;

/**
 * What the table says about merging one field.
 *
 * @param type of the field, of a list's elements
 * @param strategy {@code merge}, {@code replace} or empty
 * @param mergeKey of a merging list of objects, else empty
 */
record PatchMeta(GoType type, String strategy, String mergeKey) {

  static PatchMeta ofStruct(GoType owner, String name) {
    return switch (owner) {
      case MapOf map -> new PatchMeta(map.value(), "", "");
      case StructType struct -> {
        StructField field =
            struct
                .field(name)
                .orElseThrow(
                    () ->
                        PatchErrors.internal(
                            "unable to find api field in struct "
                                + struct.name()
                                + " for the json field \""
                                + name
                                + "\""));
        yield new PatchMeta(field.type(), strategy(field), field.mergeKey());
      }
      default ->
          throw PatchErrors.internal(
              "unable to find api field in struct "
                  + owner.goName()
                  + " for the json field \""
                  + name
                  + "\"");
    };
  }

  static PatchMeta ofList(GoType owner, String name) {
    PatchMeta meta = ofStruct(owner, name);
    if (meta.type() instanceof ListOf list) {
      return new PatchMeta(list.element(), meta.strategy(), meta.mergeKey());
    }
    throw PatchErrors.internal("expected slice or array type, but got: struct");
  }

  private static String strategy(StructField field) {
    return field.patchStrategies().stream()
        .filter(strategy -> !strategy.equals("retainKeys"))
        .findFirst()
        .orElse("");
  }
}
