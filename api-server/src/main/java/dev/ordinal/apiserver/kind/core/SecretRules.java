package dev.ordinal.apiserver.kind.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The rules of secrets. */
final class SecretRules implements KindRules {

  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "kubernetes.io/dockercfg", List.of(".dockercfg"),
          "kubernetes.io/dockerconfigjson", List.of(".dockerconfigjson"),
          "kubernetes.io/ssh-auth", List.of("ssh-privatekey"),
          "kubernetes.io/tls", List.of("tls.crt", "tls.key"));
  private static final String ACCOUNT = "kubernetes.io/service-account.name";

  @Override
  public void applyDefaults(ObjectNode secret) {
    if (Tree.text(secret, "type").isEmpty()) {
      secret.put("type", "Opaque");
    }
    // Texts are only a way to write data.
    Map<String, String> texts = Tree.strings(secret, "stringData");
    if (!texts.isEmpty()) {
      ObjectNode data = Tree.ensureObject(secret, "data");
      texts.forEach(
          (key, text) ->
              data.put(
                  key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }
    secret.remove("stringData");
  }

  @Override
  public List<FieldError> validate(ObjectNode secret) {
    Errors errors = new Errors();
    Map<String, String> data = Tree.strings(secret, "data");
    long size = 0;
    for (Map.Entry<String, String> entry : data.entrySet()) {
      errors.invalidEach(
          "data[" + entry.getKey() + "]", entry.getKey(), Names.configKey(entry.getKey()));
      size += ConfigMapRules.decodedLength(entry.getValue());
    }
    if (size > ConfigMapRules.LIMIT) {
      errors.tooLong("data", ConfigMapRules.LIMIT);
    }
    String type = Tree.text(secret, "type");
    for (String key : REQUIRED.getOrDefault(type, List.of())) {
      if (!data.containsKey(key)) {
        errors.required("data[" + key + "]");
      }
    }
    if (type.equals("kubernetes.io/basic-auth")
        && !data.containsKey("username")
        && !data.containsKey("password")) {
      errors.required("data[username]");
      errors.required("data[password]");
    }
    if (type.equals("kubernetes.io/service-account-token")
        && Tree.text(secret, "metadata", "annotations", ACCOUNT).isEmpty()) {
      errors.required("metadata.annotations[" + ACCOUNT + "]");
    }
    return errors.list();
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode secret, ObjectNode old) {
    Errors errors = new Errors();
    errors.immutable(Tree.at(secret, "type"), Tree.at(old, "type"), "type");
    if (Tree.truth(old, "immutable")) {
      if (!Tree.truth(secret, "immutable")) {
        errors.forbidden("immutable", "field is immutable when `immutable` is set");
      }
      if (!Tree.same(Tree.at(secret, "data"), Tree.at(old, "data"))) {
        errors.forbidden("data", "field is immutable when `immutable` is set");
      }
    }
    return errors.list();
  }
}
