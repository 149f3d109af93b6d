package dev.ordinal.apiserver.schema;

/** The forms in which a body can be sent. */
public enum BodyFormat {
  /** {@code application/json}. */
  JSON,
  /** {@code application/yaml}. */
  YAML,
  /** {@code application/vnd.kubernetes.protobuf}: built-in kinds only. */
  PROTOBUF
}
