package dev.ordinal.apiserver.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.admission.AdmissionStep;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Issues tokens of service accounts and knows callers by them. A token dies with its account, and
 * with the pod that it is bound to. Safe on any thread.
 */
public final class ServiceAccountTokens implements Authenticator {

  /** The lifetime that a pod's token gets instead of the hour that it asks for. */
  private static final long EXTENDED_SECONDS = 365L * 24 * 3600;

  private static final long POD_REQUESTED_SECONDS = 3607;

  private final TokenKeys keys;
  private final String issuer;
  private final AdmissionStep.Objects objects;
  private final InstantSource clock;

  /** Tokens of an issuer, which is also the audience of the API itself. */
  public ServiceAccountTokens(
      TokenKeys keys, String issuer, AdmissionStep.Objects objects, InstantSource clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.objects = objects;
    this.clock = clock;
  }

  /**
   * What a token is to say.
   *
   * @param audiences empty for the API itself
   * @param bound the object whose end is the token's end
   */
  public record Wanted(
      ObjectNode account, List<String> audiences, long seconds, Optional<ObjectNode> bound) {}

  /** A token and when it ends. */
  public record Issued(String token, Instant expires, List<String> audiences) {}

  /** Signs a token. */
  public Issued issue(Wanted wanted) {
    Instant now = clock.instant();
    List<String> audiences = wanted.audiences().isEmpty() ? List.of(issuer) : wanted.audiences();
    boolean extended = wanted.seconds() == POD_REQUESTED_SECONDS && wanted.bound().isPresent();
    long lifetime = extended ? EXTENDED_SECONDS : wanted.seconds();
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    ArrayNode audience = claims.putArray("aud");
    audiences.forEach(audience::add);
    claims.put("exp", now.getEpochSecond() + lifetime);
    claims.put("iat", now.getEpochSecond());
    claims.put("iss", issuer);
    claims.put("jti", UUID.randomUUID().toString());
    claims.set("kubernetes.io", privateClaims(wanted, extended, now));
    claims.put("nbf", now.getEpochSecond());
    String namespace = Tree.text(wanted.account(), "metadata", "namespace");
    String name = Tree.text(wanted.account(), "metadata", "name");
    claims.put("sub", "system:serviceaccount:" + namespace + ":" + name);
    return new Issued(keys.sign(claims), now.plusSeconds(wanted.seconds()), List.copyOf(audiences));
  }

  private ObjectNode privateClaims(Wanted wanted, boolean extended, Instant now) {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    own.put("namespace", Tree.text(wanted.account(), "metadata", "namespace"));
    wanted
        .bound()
        .ifPresent(
            bound -> {
              String node = Tree.text(bound, "spec", "nodeName");
              if (!node.isEmpty()) {
                ObjectNode claim = own.putObject("node").put("name", node);
                objects
                    .get("", "nodes", "", node)
                    .ifPresent(found -> claim.put("uid", Tree.text(found, "metadata", "uid")));
              }
              String kind = Tree.text(bound, "kind");
              reference(own.putObject(kind.equals("Secret") ? "secret" : "pod"), bound);
            });
    reference(own.putObject("serviceaccount"), wanted.account());
    if (extended) {
      own.put("warnafter", now.getEpochSecond() + wanted.seconds());
    }
    return own;
  }

  private static void reference(ObjectNode claim, ObjectNode object) {
    claim.put("name", Tree.text(object, "metadata", "name"));
    claim.put("uid", Tree.text(object, "metadata", "uid"));
  }

  @Override
  public Optional<User> authenticate(ApiRequest request) {
    String header = request.header("Authorization").orElse("");
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.empty();
    }
    return Optional.of(
        keys.verify(header.substring(7).strip())
            .flatMap(claims -> user(claims, Set.of(issuer)))
            .orElseThrow(ApiException::unauthorized));
  }

  /** The user of a token meant for one of the audiences; empty for one that is not valid. */
  public Optional<User> review(String token, Set<String> audiences) {
    return keys.verify(token)
        .flatMap(claims -> user(claims, audiences.isEmpty() ? Set.of(issuer) : audiences));
  }

  private Optional<User> user(JsonNode claims, Set<String> audiences) {
    long now = clock.instant().getEpochSecond();
    boolean timely = Tree.number(claims, "nbf") <= now && now < Tree.number(claims, "exp");
    boolean meant = Tree.texts(claims, "aud").stream().anyMatch(audiences::contains);
    if (!timely || !meant || !Tree.text(claims, "iss").equals(issuer)) {
      return Optional.empty();
    }
    JsonNode own = claims.path("kubernetes.io");
    String namespace = Tree.text(own, "namespace");
    String name = Tree.text(own, "serviceaccount", "name");
    String uid = Tree.text(own, "serviceaccount", "uid");
    boolean alive =
        lives("serviceaccounts", namespace, own.path("serviceaccount"))
            && (!own.has("pod") || lives("pods", namespace, own.path("pod")))
            && (!own.has("secret") || lives("secrets", namespace, own.path("secret")));
    if (!alive) {
      return Optional.empty();
    }
    return Optional.of(
        new User(
            "system:serviceaccount:" + namespace + ":" + name,
            uid,
            Set.of(
                "system:serviceaccounts",
                "system:serviceaccounts:" + namespace,
                "system:authenticated")));
  }

  private boolean lives(String plural, String namespace, JsonNode reference) {
    return objects
        .get("", plural, namespace, Tree.text(reference, "name"))
        .map(found -> Tree.text(found, "metadata", "uid").equals(Tree.text(reference, "uid")))
        .orElse(false);
  }

  /** {@code /.well-known/openid-configuration}. */
  public ObjectNode configuration(String keySetUrl) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("issuer", issuer).put("jwks_uri", keySetUrl);
    document.putArray("response_types_supported").add("id_token");
    document.putArray("subject_types_supported").add("public");
    document.putArray("id_token_signing_alg_values_supported").add("ES256");
    return document;
  }

  /** {@code /openid/v1/jwks}. */
  public ObjectNode keySet() {
    return keys.keySet();
  }
}
