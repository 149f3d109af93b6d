package dev.ordinal.cluster.pki;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** Writes kubeconfig files; certificates stand in them, so that a file may be copied elsewhere. */
public final class Kubeconfig {

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .build());

  private Kubeconfig() {}

  /**
   * Puts a context with its cluster and user into a file, keeps what else stands there, and makes
   * it the current one.
   */
  public static void merge(Path file, String context, String server, ClusterPki pki, String leaf)
      throws IOException {
    ObjectNode config =
        Files.exists(file) && YAML.readTree(file.toFile()) instanceof ObjectNode existing
            ? existing
            : YAML.createObjectNode();
    config.put("apiVersion", "v1").put("kind", "Config");
    ObjectNode cluster = YAML.createObjectNode();
    cluster.put("certificate-authority-data", base64(pki.authority()));
    cluster.put("server", server);
    put(config, "clusters", context, "cluster", cluster);
    ObjectNode user = YAML.createObjectNode();
    user.put("client-certificate-data", base64(pki.certificate(leaf)));
    user.put("client-key-data", base64(pki.key(leaf)));
    put(config, "users", context, "user", user);
    put(
        config,
        "contexts",
        context,
        "context",
        YAML.createObjectNode().put("cluster", context).put("user", context));
    config.put("current-context", context);
    Path temporary =
        Files.createTempFile(
            file.toAbsolutePath().resolveSibling(""),
            ".kubeconfig",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    YAML.writeValue(temporary.toFile(), config);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void put(
      ObjectNode config, String list, String name, String field, ObjectNode value) {
    ArrayNode entries = config.get(list) instanceof ArrayNode array ? array : config.putArray(list);
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).path("name").asText().equals(name)) {
        entries.remove(i);
      }
    }
    ObjectNode entry = YAML.createObjectNode();
    entry.set(field, value);
    entry.put("name", name);
    entries.add(entry);
  }

  private static String base64(Path file) throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
  }
}
