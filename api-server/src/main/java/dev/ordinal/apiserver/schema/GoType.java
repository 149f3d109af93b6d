package dev.ordinal.apiserver.schema;

/** A type of upstream's Go API, as far as JSON and protobuf show it. Immutable. */
public sealed interface GoType permits GoType.Scalar, GoType.ListOf, GoType.MapOf, StructType {

  /** The name that Go prints in its errors: {@code int32}, {@code v1.PodSpec}, {@code []string}. */
  String goName();

  /** What is written as one JSON value. */
  enum Basic {
    /** A string, or a named string type. */
    STRING,
    /** true or false. */
    BOOL,
    /** A 32-bit integer. */
    INT32,
    /** A 64-bit integer. */
    INT64,
    /** Bytes, base64 in JSON. */
    BYTES,
    /** resource.Quantity. */
    QUANTITY,
    /** metav1.Time: seconds. */
    TIME,
    /** metav1.MicroTime: microseconds. */
    MICRO_TIME,
    /** metav1.Duration: {@code 1h0m0s}. */
    DURATION,
    /** intstr.IntOrString. */
    INT_OR_STRING,
    /** Any JSON, kept as it is. */
    RAW
  }

  /**
   * A single value.
   *
   * @param typeName where the type is declared in the table ({@code core/v1.PullPolicy}), else
   *     empty
   */
  record Scalar(Basic basic, String goName, String typeName) implements GoType {}

  /** A slice. */
  record ListOf(GoType element, boolean pointers, String goName) implements GoType {}

  /** A map with string keys. */
  record MapOf(GoType value, String goName) implements GoType {}
}
