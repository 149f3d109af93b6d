package dev.ordinal.apiserver.schema;

import dev.ordinal.apiserver.request.ApiException;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a body can be sent. */
enum BodyFormat {
  /** The usual one, and what a body without a type is taken for. */
  JSON,
  /** Also that of apply patches. */
  YAML,
  /** Kubernetes' own envelope; built-in kinds only. */
  PROTOBUF;

  static BodyFormat of(String mediaType) {
    int end = mediaType.indexOf(';');
    String type =
        (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "", "application/json", "*/*" -> JSON;
      case "application/yaml", "application/apply-patch+yaml", "text/yaml" -> YAML;
      case "application/vnd.kubernetes.protobuf" -> PROTOBUF;
      default ->
          throw ApiException.of(
              415,
              "UnsupportedMediaType",
              "the body of the request was in an unknown format - accepted media types include:"
                  + " application/json, application/yaml, application/vnd.kubernetes.protobuf",
              Optional.empty());
    };
  }
}
