package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordinal.apiserver.request.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a paged list goes on, in upstream's form.
 *
 * @param revision of the first page; -1 for "whatever is newest"
 * @param after the key behind which it goes on, without the resource's prefix
 */
record ContinueToken(long revision, String after) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "meta.k8s.io/v1";

  /** Upstream's start key is the first possible key behind the last one sent. */
  String encode() {
    String json =
        JSON.createObjectNode()
            .put("v", VERSION)
            .put("rv", revision)
            .put("start", after + '\0')
            .toString();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  static ContinueToken decode(String token) {
    try {
      JsonNode json = JSON.readTree(Base64.getUrlDecoder().decode(token));
      if (!json.path("v").asText().equals(VERSION)) {
        throw invalid("server does not recognize this encoded version");
      }
      long revision = json.path("rv").asLong();
      String start = json.path("start").asText();
      if (revision == 0) {
        throw invalid("incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
      }
      if (start.isEmpty() || start.startsWith("/") || start.contains("..")) {
        throw invalid("encoded start key empty or invalid (version meta.k8s.io/v1)");
      }
      return new ContinueToken(
          revision, start.endsWith("\0") ? start.substring(0, start.length() - 1) : start);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private static ApiException invalid(String why) {
    return ApiException.badRequest("continue key is not valid: " + why);
  }
}
