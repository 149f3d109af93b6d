package dev.ordinal.apiserver.render;

import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The form in which a client wants its answer.
 *
 * @param metaVersion of a Table or a PartialObjectMetadata, empty for the object itself
 */
public record Accepted(Media media, Form form, String metaVersion) {

  /** How it is written. */
  public enum Media {
    /** {@code application/json}. */
    JSON,
    /** {@code application/yaml}. */
    YAML
  }

  /** What is written. */
  public enum Form {
    /** The object. */
    OBJECT,
    /** Rows for people. */
    TABLE,
    /** The metadata alone. */
    METADATA
  }

  /** The first form of the Accept header that is served; 406 where there is none. */
  public static Accepted of(ApiRequest request) {
    String header = request.header("Accept").orElse("*/*");
    for (String range : header.split(",", -1)) {
      Optional<Accepted> accepted = range(range);
      if (accepted.isPresent()) {
        return accepted.get();
      }
    }
    throw ApiException.of(
        406,
        "NotAcceptable",
        "only the following media types are accepted: application/json, application/yaml,"
            + " application/vnd.kubernetes.protobuf",
        Optional.of(ApiException.Details.NONE));
  }

  private static Optional<Accepted> range(String range) {
    String[] parts = range.split(";", -1);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        parameters.put(
            parts[i].substring(0, equals).strip(), parts[i].substring(equals + 1).strip());
      }
    }
    return media(parts[0].strip().toLowerCase(Locale.ROOT))
        .flatMap(media -> form(media, parameters));
  }

  private static Optional<Media> media(String type) {
    return switch (type) {
      case "", "*/*", "application/*", "application/json" -> Optional.of(Media.JSON);
      case "application/yaml" -> Optional.of(Media.YAML);
      default -> Optional.empty();
    };
  }

  private static Optional<Accepted> form(Media media, Map<String, String> parameters) {
    String as = parameters.getOrDefault("as", "");
    String version = parameters.getOrDefault("v", "");
    boolean known =
        parameters.getOrDefault("g", "").equals("meta.k8s.io")
            && (version.equals("v1") || version.equals("v1beta1"));
    return switch (as) {
      case "" -> Optional.of(new Accepted(media, Form.OBJECT, ""));
      case "Table" ->
          known ? Optional.of(new Accepted(media, Form.TABLE, version)) : Optional.empty();
      case "PartialObjectMetadata", "PartialObjectMetadataList" ->
          known ? Optional.of(new Accepted(media, Form.METADATA, version)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** The apiVersion of the meta group that was asked for. */
  public String metaApiVersion() {
    return "meta.k8s.io/" + metaVersion;
  }

  /** The Content-Type of the answer. */
  public String contentType() {
    return media == Media.YAML ? "application/yaml" : "application/json";
  }
}
