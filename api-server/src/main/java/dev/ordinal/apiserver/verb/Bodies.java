package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ObjectCodec;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.operation.DeleteOptions;
import dev.ordinal.apiserver.operation.PlainType;
import dev.ordinal.apiserver.operation.WriteOptions;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.FieldError;
import dev.ordinal.apiserver.request.Headers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what clients send with a write: the object, and the options in the query. */
final class Bodies {

  private static final int LONGEST_WARNINGS = 4 * 1024;
  private static final ResourceType DELETE_OPTIONS = PlainType.of("", "v1", "DeleteOptions");

  /** What to do about unknown and duplicate fields. */
  private enum FieldValidation {
    IGNORE,
    WARN,
    STRICT
  }

  private final ObjectCodec codec;

  Bodies(ObjectCodec codec) {
    this.codec = codec;
  }

  /**
   * An object as it was sent.
   *
   * @param warnings about fields, where the client wants warnings
   */
  record Sent(ObjectNode object, List<String> warnings) {

    Sent {
      warnings = List.copyOf(warnings);
    }
  }

  /** The object of a POST or PUT. */
  Sent object(ApiRequest request, ResourceType expected) {
    ObjectCodec.Decoded decoded = codec.decode(expected, mediaType(request), request.body());
    checkKind(decoded, expected);
    return judged(request, decoded);
  }

  /** What a patch has made. */
  Sent patched(ApiRequest request, ResourceType expected, ObjectNode object) {
    return judged(request, codec.check(expected, object));
  }

  private static Sent judged(ApiRequest request, ObjectCodec.Decoded decoded) {
    return switch (validation(request)) {
      case STRICT -> {
        if (!decoded.problems().isEmpty()) {
          throw ApiException.badRequest(
              "strict decoding error: " + String.join(", ", decoded.problems()));
        }
        yield new Sent(decoded.object(), List.of());
      }
      case WARN -> new Sent(decoded.object(), decoded.problems());
      case IGNORE -> new Sent(decoded.object(), List.of());
    };
  }

  private static void checkKind(ObjectCodec.Decoded decoded, ResourceType expected) {
    String apiVersion = decoded.apiVersion();
    String kind = decoded.kind();
    if (!apiVersion.isEmpty() && !apiVersion.equals(expected.apiVersion())) {
      throw ApiException.badRequest(
          "the API version in the data ("
              + apiVersion
              + ") does not match the expected API version ("
              + expected.apiVersion()
              + ")");
    }
    if (!kind.isEmpty() && !kind.equals(expected.kind())) {
      throw ApiException.badRequest(
          kind
              + " in version \""
              + expected.version()
              + "\" cannot be handled as a "
              + expected.kind()
              + ": converting ("
              + kind
              + ") to ("
              + expected.kind()
              + "): unknown conversion");
    }
  }

  static String mediaType(ApiRequest request) {
    String header = request.header("Content-Type").orElse("");
    int semicolon = header.indexOf(';');
    return (semicolon < 0 ? header : header.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  static ApiException unsupportedMediaType(List<String> supported) {
    return ApiException.of(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + String.join(", ", supported),
        Optional.of(ApiException.Details.NONE));
  }

  private static FieldValidation validation(ApiRequest request) {
    String value = request.query().text("fieldValidation").orElse("Warn");
    return switch (value) {
      case "Strict" -> FieldValidation.STRICT;
      case "Warn" -> FieldValidation.WARN;
      case "Ignore" -> FieldValidation.IGNORE;
      default ->
          throw ApiException.invalid(
              "meta.k8s.io",
              "CreateOptions",
              "",
              List.of(
                  FieldError.notSupported(
                      "fieldValidation", value, List.of("Ignore", "Strict", "Warn"))));
    };
  }

  static WriteOptions options(ApiRequest request) {
    List<String> dryRun = request.query().all("dryRun");
    for (String value : dryRun) {
      if (!value.equals("All") && !value.isEmpty()) {
        throw ApiException.invalid(
            "meta.k8s.io",
            "CreateOptions",
            "",
            List.of(FieldError.notSupported("dryRun", value, List.of("All"))));
      }
    }
    return new WriteOptions(
        request.user(),
        dryRun.contains("All") ? WriteOptions.Commit.DRY_RUN : WriteOptions.Commit.STORE);
  }

  /** The options of a DELETE, which may come as a body or in the query. */
  DeleteOptions deleteOptions(ApiRequest request) {
    if (request.body().length == 0) {
      return DeleteOptions.of(request.query());
    }
    ObjectNode body = deleteBody(request);
    return DeleteOptions.of(body);
  }

  private ObjectNode deleteBody(ApiRequest request) {
    return codec.decode(DELETE_OPTIONS, mediaType(request), request.body()).object();
  }

  /** Whether a DELETE is a dry run, by its body. */
  WriteOptions deleteWriteOptions(ApiRequest request) {
    if (request.body().length > 0) {
      ObjectNode body = deleteBody(request);
      if (Tree.texts(body, "dryRun").contains("All")) {
        return new WriteOptions(request.user(), WriteOptions.Commit.DRY_RUN);
      }
    }
    return options(request);
  }

  /** The Warning headers: each text once, bounded as upstream bounds them. */
  static Headers warnings(List<String> first, List<String> second) {
    List<Headers.Field> fields = new ArrayList<>();
    var texts = new LinkedHashSet<>(first);
    texts.addAll(second);
    int length = 0;
    for (String text : texts) {
      String line = text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"");
      length += line.length();
      if (length > LONGEST_WARNINGS) {
        break;
      }
      fields.add(new Headers.Field("Warning", "299 - \"" + line + "\""));
    }
    return Headers.of(fields);
  }

  static ObjectNode emptyObject() {
    return JsonNodeFactory.instance.objectNode();
  }
}
