package dev.ordinal.apiserver.discovery;

import dev.ordinal.apiserver.openapi.OpenApi;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.RequestFilter;

/** {@code /openapi/v2} and {@code /openapi/v3}. */
public final class OpenApiHandler implements RequestFilter.Handler {

  // What is asked for has an @ in it, which no Content-Type may have.
  private static final String PROTOBUF =
      "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

  private final OpenApi documents;

  /** Serves these documents. */
  public OpenApiHandler(OpenApi documents) {
    this.documents = documents;
  }

  /** Whether a path is one of these. */
  public static boolean serves(ApiRequest request) {
    return request.path().equals("/openapi/v2")
        || request.path().equals("/openapi/v3")
        || request.path().startsWith("/openapi/v3/");
  }

  @Override
  public ApiResponse handle(ApiRequest request) {
    String path = request.path();
    if (path.equals("/openapi/v2")) {
      boolean protobuf = request.header("Accept").orElse("").contains("proto-openapi.spec.v2");
      return protobuf
          ? answer(request, documents.v2Protobuf(), PROTOBUF)
          : answer(request, documents.v2Json(), "application/json");
    }
    if (path.equals("/openapi/v3") || path.equals("/openapi/v3/")) {
      return answer(request, documents.v3Index(), "application/json");
    }
    return documents
        .v3(path.substring("/openapi/v3/".length()))
        .map(document -> answer(request, document, "application/json"))
        .orElseGet(DiscoveryHandler::notFound);
  }

  private static ApiResponse answer(
      ApiRequest request, OpenApi.Document document, String contentType) {
    String tag = "\"" + document.hash() + "\"";
    Headers headers = Headers.of("ETag", tag).with("Vary", "Accept");
    if (request.query().text("hash").filter(document.hash()::equals).isPresent()) {
      // The hash in the link names this very content, for ever.
      headers = headers.with("Cache-Control", "public, immutable");
    }
    if (request.header("If-None-Match").filter(tag::equals).isPresent()) {
      return new ApiResponse.Entity(304, headers, "", new byte[0]);
    }
    return new ApiResponse.Entity(200, headers, contentType, document.bytes());
  }
}
