package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.request.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Upstream's words for bodies that are refused. */
final class Rejections {

  private static final String UNIDENTIFIED = "couldn't get version/kind; json parse error: ";
  private static final int SUMMARY = 30;

  private Rejections() {}

  /** The body could not be read as far as its kind. */
  static ApiException unreadable(Gvk expected, String problem, byte[] body) {
    String text = problem.startsWith("yaml: ") ? problem : UNIDENTIFIED + problem;
    return ApiException.badRequest(
        "the object provided is unrecognized (must be of type "
            + expected.kind()
            + "): "
            + text
            + " ("
            + summary(body)
            + ")");
  }

  /** The body is JSON, but not an object. */
  static ApiException noObject(Gvk expected, JsonNode tree, byte[] body) {
    return unreadable(
        expected,
        "json: cannot unmarshal "
            + GoJson.kindOf(tree)
            + " into Go value of type struct { APIVersion"
            + " string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string"
            + " \"json:\\\"kind,omitempty\\\"\" }",
        body);
  }

  /** The text of kind or apiVersion, empty where it is missing. */
  static String identity(Gvk expected, ObjectNode object, String field, byte[] body) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return "";
    }
    if (!node.isTextual()) {
      throw unreadable(
          expected,
          "json: cannot unmarshal "
              + GoJson.kindOf(node)
              + " into Go struct field ."
              + field
              + " of type string",
          body);
    }
    return node.textValue();
  }

  /** What the body says that it is, completed by what is expected. */
  static Gvk given(Gvk expected, String kind, String apiVersion) {
    String[] parts = apiVersion.split("/", -1);
    if (parts.length > 2) {
      throw ApiException.badRequest(
          "the object provided is unrecognized (must be of type "
              + expected.kind()
              + "): unexpected GroupVersion string: "
              + apiVersion);
    }
    String name = kind.isEmpty() ? expected.kind() : kind;
    return switch (apiVersion.isEmpty() ? 0 : parts.length) {
      case 0 -> new Gvk(expected.group(), expected.version(), name);
      case 1 -> new Gvk("", parts[0], name);
      default -> new Gvk(parts[0], parts[1], name);
    };
  }

  /** A value does not fit. */
  static ApiException unfit(Gvk expected, Gvk given, String problem) {
    return ApiException.badRequest(
        given.kind()
            + " in version \""
            + given.version()
            + "\" cannot be handled as a "
            + expected.kind()
            + ": "
            + problem);
  }

  /** The body's kind does not exist. */
  static ApiException unregistered(Gvk expected, Gvk given) {
    return unfit(
        expected,
        given,
        "no kind \""
            + given.kind()
            + "\" is registered for version \""
            + given.apiVersion()
            + "\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"");
  }

  /** The body is of another kind than the URL. */
  static ApiException otherKind(Gvk expected, Gvk given, StructType type, StructType actual) {
    String internal = type.key().substring(0, type.key().indexOf('/')) + "." + type.name();
    return unfit(
        expected,
        given,
        "converting (" + actual.goName() + ") to (" + internal + "): unknown conversion");
  }

  /** The body is of another version than the URL. */
  static ApiException otherVersion(Gvk expected, Gvk given) {
    return ApiException.badRequest(
        "the API version in the data ("
            + given.apiVersion()
            + ") does not match the expected API version ("
            + expected.apiVersion()
            + ")");
  }

  private static String summary(byte[] body) {
    if (body.length == 0) {
      return "<empty>";
    }
    byte[] head = body.length > SUMMARY ? Arrays.copyOf(body, SUMMARY) : body;
    String text =
        body[0] == '{' ? new String(head, StandardCharsets.UTF_8) : HexFormat.of().formatHex(head);
    return body.length > SUMMARY ? text + " ..." : text;
  }
}
