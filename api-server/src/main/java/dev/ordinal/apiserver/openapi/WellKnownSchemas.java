package dev.ordinal.apiserver.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.schema.GoType.Scalar;

/** The types that are one value in JSON but have a name in OpenAPI. */
final class WellKnownSchemas {

  private static final String MACHINERY = "io.k8s.apimachinery.pkg.";

  private WellKnownSchemas() {}

  static String name(Scalar scalar) {
    return MACHINERY
        + switch (scalar.basic()) {
          case QUANTITY -> "api.resource.Quantity";
          case TIME -> "apis.meta.v1.Time";
          case MICRO_TIME -> "apis.meta.v1.MicroTime";
          case INT_OR_STRING -> "util.intstr.IntOrString";
          default ->
              scalar.goName().endsWith("FieldsV1")
                  ? "apis.meta.v1.FieldsV1"
                  : "runtime.RawExtension";
        };
  }

  static ObjectNode schema(Scalar scalar, Dialect dialect) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    switch (scalar.basic()) {
      case QUANTITY -> {
        schema.put(
            "description",
            "A fixed-point number: digits, and a suffix of one of the families Ki Mi Gi Ti Pi Ei,"
                + " n u m k M G T P E, or an exponent such as e3.");
        if (dialect == Dialect.V3) {
          either(schema, "string", "number");
        } else {
          schema.put("type", "string");
        }
      }
      case TIME ->
          schema
              .put("description", "A point in time, RFC 3339, to the second.")
              .put("type", "string")
              .put("format", "date-time");
      case MICRO_TIME ->
          schema
              .put("description", "A point in time, RFC 3339, to the microsecond.")
              .put("type", "string")
              .put("format", "date-time");
      case INT_OR_STRING -> {
        schema.put("description", "An int32 or a string.").put("format", "int-or-string");
        if (dialect == Dialect.V3) {
          either(schema, "integer", "string");
        } else {
          schema.put("type", "string");
        }
      }
      default -> schema.put("description", "Any JSON.").put("type", "object");
    }
    return schema;
  }

  private static void either(ObjectNode schema, String one, String other) {
    schema.putArray("oneOf").add(type(one)).add(type(other));
  }

  private static ObjectNode type(String name) {
    return JsonNodeFactory.instance.objectNode().put("type", name);
  }
}
