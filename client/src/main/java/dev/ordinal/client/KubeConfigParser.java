package dev.ordinal.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads the current context of a kubeconfig. */
final class KubeConfigParser {
  private final JsonNode root;
  private final Path directory;

  KubeConfigParser(String yaml, Path directory) {
    this.directory = directory;
    try {
      this.root = new YAMLMapper().readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not YAML: " + e.getOriginalMessage(), e);
    }
  }

  KubeConfig parse() {
    JsonNode context = context();
    JsonNode cluster = named("clusters", context.path("cluster").asText(), "cluster");
    String userName = context.path("user").asText("");
    JsonNode user =
        userName.isEmpty() ? MissingNode.getInstance() : named("users", userName, "user");
    String server = cluster.path("server").asText("");
    if (server.isEmpty()) {
      throw new IllegalArgumentException("the cluster has no server");
    }
    return new KubeConfig(
        URI.create(server.endsWith("/") ? server.substring(0, server.length() - 1) : server),
        material(cluster, "certificate-authority"),
        material(user, "client-certificate"),
        material(user, "client-key"),
        token(user),
        cluster.path("insecure-skip-tls-verify").asBoolean(false),
        context.path("namespace").asText("default"));
  }

  private JsonNode context() {
    String current = root.path("current-context").asText("");
    if (!current.isEmpty()) {
      return named("contexts", current, "context");
    }
    if (root.path("contexts").size() == 1) {
      return root.path("contexts").path(0).path("context");
    }
    throw new IllegalArgumentException("there is no current-context");
  }

  private JsonNode named(String list, String name, String field) {
    for (JsonNode entry : root.path(list)) {
      if (entry.path("name").asText().equals(name)) {
        return entry.path(field);
      }
    }
    throw new IllegalArgumentException(list + " has no entry named \"" + name + "\"");
  }

  private @Nullable String token(JsonNode user) {
    String inline = user.path("token").asText("");
    if (!inline.isEmpty()) {
      return inline;
    }
    String file = user.path("tokenFile").asText("");
    return file.isEmpty() ? null : read(file).strip();
  }

  private @Nullable String material(JsonNode holder, String field) {
    String inline = holder.path(field + "-data").asText("");
    if (!inline.isEmpty()) {
      return new String(Base64.getMimeDecoder().decode(inline), StandardCharsets.US_ASCII);
    }
    String file = holder.path(field).asText("");
    return file.isEmpty() ? null : read(file);
  }

  private String read(String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
    }
  }
}
