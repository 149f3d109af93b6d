package dev.ordinal.apiserver.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.schema.Descriptions;
import dev.ordinal.apiserver.schema.Gvk;
import dev.ordinal.apiserver.schema.Schemas;
import dev.ordinal.apiserver.schema.StructType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

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

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String VERSION = "v1.36.4";
  private static final String INDEX = "";

  private final Schemas schemas;
  private final List<ResourceType> types;
  private final Map<String, Document> documents = new ConcurrentHashMap<>();

  /** Documents for a registry. */
  public OpenApi(Schemas schemas, List<ResourceType> types) {
    this.schemas = schemas;
    this.types = List.copyOf(types);
  }

  /** {@code /openapi/v3}, JSON. */
  public Document v3Index() {
    return cached(INDEX, () -> document(index().toString()));
  }

  /** {@code /openapi/v3/<path>}, JSON; the path is {@code api/v1} or {@code apis/apps/v1}. */
  public Optional<Document> v3(String path) {
    return paths().contains(path) ? Optional.of(v3(path, Descriptions::load)) : Optional.empty();
  }

  private Document v3(String path, Supplier<Descriptions> descriptions) {
    return cached("v3/" + path, () -> document(groupVersion(path, descriptions.get()).toString()));
  }

  /** {@code /openapi/v2}, JSON. */
  public Document v2Json() {
    return cached("v2/json", () -> document(swagger().toString()));
  }

  /** {@code /openapi/v2} in the form of gnostic's {@code openapi.v2.Document}. */
  public Document v2Protobuf() {
    return cached("v2/protobuf", () -> document(SwaggerProtobuf.document(swagger())));
  }

  /** Not inside the map's own lock: making the index asks for all the others. */
  private Document cached(String key, Supplier<Document> maker) {
    Document present = documents.get(key);
    if (present != null) {
      return present;
    }
    Document made = maker.get();
    Document raced = documents.putIfAbsent(key, made);
    return raced == null ? made : raced;
  }

  private Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>();
    types.forEach(type -> paths.add(path(type)));
    return paths;
  }

  private static String path(ResourceType type) {
    return (type.group().isEmpty() ? "api/" : "apis/") + type.apiVersion();
  }

  private ObjectNode index() {
    ObjectNode index = NODES.objectNode();
    ObjectNode paths = index.putObject("paths");
    Descriptions descriptions = Descriptions.load();
    for (String path : paths()) {
      String hash = v3(path, () -> descriptions).hash();
      paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + hash);
    }
    return index;
  }

  private ObjectNode groupVersion(String path, Descriptions descriptions) {
    SchemaWriter writer = new SchemaWriter(schemas, descriptions, Dialect.V3);
    PathWriter urls = new PathWriter(Dialect.V3);
    types.stream().filter(type -> path(type).equals(path)).forEach(type -> add(type, writer, urls));
    ObjectNode document = NODES.objectNode().put("openapi", "3.0.0");
    info(document);
    document.set("paths", urls.all());
    document.putObject("components").set("schemas", writer.all());
    return document;
  }

  private ObjectNode swagger() {
    SchemaWriter writer = new SchemaWriter(schemas, Descriptions.load(), Dialect.V2);
    PathWriter urls = new PathWriter(Dialect.V2);
    types.forEach(type -> add(type, writer, urls));
    ObjectNode document = NODES.objectNode().put("swagger", "2.0");
    info(document);
    document.set("paths", urls.all());
    document.set("definitions", writer.all());
    return document;
  }

  private void add(ResourceType type, SchemaWriter writer, PathWriter urls) {
    urls.add(type);
    for (String kind : List.of(type.kind(), type.kind() + "List")) {
      Optional<StructType> struct = schemas.find(new Gvk(type.group(), type.version(), kind));
      struct.ifPresent(s -> writer.kind(s, type.group(), type.version(), kind));
    }
    Gvk owner = new Gvk(type.group(), type.version(), type.kind());
    for (String subresource : type.subresources()) {
      schemas.find(Subresources.kind(owner, subresource)).ifPresent(writer::add);
    }
    for (String kind : List.of("DeleteOptions", "Status")) {
      schemas.find(new Gvk("meta.k8s.io", "v1", kind)).ifPresent(writer::add);
    }
  }

  private static void info(ObjectNode document) {
    document.putObject("info").put("title", "Kubernetes").put("version", VERSION);
  }

  private static Document document(String text) {
    return document(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Document document(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(bytes);
      return new Document(bytes, HexFormat.of().withUpperCase().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
