package dev.ordinal.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.Kinds;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.RequestFilter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /api}, {@code /apis} and what lies between them and the resources. */
public final class DiscoveryHandler implements RequestFilter.Handler {

  private static final String AGGREGATED_TYPE =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  private final Kinds kinds;
  private final List<Described> questions;
  private final String address;

  /**
   * Discovery of stored kinds and of resources that are only questions.
   *
   * @param address host and port that clients are told
   */
  public DiscoveryHandler(Kinds kinds, List<Described> questions, String address) {
    this.kinds = kinds;
    this.questions = List.copyOf(questions);
    this.address = address;
  }

  /** Whether a path belongs to discovery. */
  public static boolean serves(ApiRequest request) {
    return !request.target().isResource()
        && (request.path().equals("/api")
            || request.path().equals("/apis")
            || request.path().startsWith("/api/")
            || request.path().startsWith("/apis/"));
  }

  @Override
  public ApiResponse handle(ApiRequest request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw ApiException.methodNotAllowed();
    }
    DiscoveryDocuments documents = documents();
    List<String> parts =
        List.of(request.path().split("/", -1)).stream().filter(s -> !s.isEmpty()).toList();
    boolean core = parts.getFirst().equals("api");
    if (parts.size() == 1 && wantsAggregated(request)) {
      return answer(request, documents.aggregated(core), AGGREGATED_TYPE);
    }
    ObjectNode document =
        switch (parts.size()) {
          case 1 -> core ? documents.coreVersions(address) : documents.groupList();
          case 2 -> core ? documents.resourceList(parts.get(1)) : documents.group(parts.get(1));
          case 3 -> core ? null : documents.resourceList(parts.get(1) + "/" + parts.get(2));
          default -> null;
        };
    return document == null ? notFound() : answer(request, document, "application/json");
  }

  private DiscoveryDocuments documents() {
    List<Described> all = new ArrayList<>(kinds.all().stream().map(Described::of).toList());
    all.addAll(questions);
    return new DiscoveryDocuments(all);
  }

  /** Upstream's answer for a group or version that is not served. */
  public static ApiResponse notFound() {
    return ApiResponse.text(404, "404 page not found\n");
  }

  private static boolean wantsAggregated(ApiRequest request) {
    for (String range : request.header("Accept").orElse("").split(",", -1)) {
      String plain = range.replace(" ", "").toLowerCase(Locale.ROOT);
      if (plain.contains("as=apigroupdiscoverylist")
          && plain.contains("v=v2;")
          && plain.startsWith("application/json")) {
        return true;
      }
      if (plain.equals("application/json")) {
        return false;
      }
    }
    return false;
  }

  private static ApiResponse answer(ApiRequest request, ObjectNode document, String contentType) {
    byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
    String tag = "\"" + hash(body) + "\"";
    Headers headers =
        Headers.of("ETag", tag).with("Cache-Control", "public").with("Vary", "Accept");
    @Nullable String known = request.header("If-None-Match").orElse(null);
    if (tag.equals(known)) {
      return new ApiResponse.Entity(304, headers, "", new byte[0]);
    }
    return new ApiResponse.Entity(200, headers, contentType, body);
  }

  private static String hash(byte[] body) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-512").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}
