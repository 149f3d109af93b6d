package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.auth.ServiceAccountTokens;
import dev.ordinal.apiserver.kind.Kinds;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.operation.Meta;
import dev.ordinal.apiserver.operation.PlainType;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.FieldError;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.ResourcePath;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** POST of a TokenRequest to a service account. */
public final class TokenHandler implements VerbHandler {

  private static final ResourceType TOKEN_REQUEST =
      PlainType.of("authentication.k8s.io", "v1", "TokenRequest");
  private static final long SHORTEST = 600;
  private static final long LONGEST = 1L << 32;
  private static final long USUAL = 3600;

  private final Registry registry;
  private final Kinds kinds;
  private final Renderer renderer;
  private final ServiceAccountTokens tokens;
  private final Bodies bodies;

  /** Issues tokens for the accounts of a registry. */
  public TokenHandler(
      Registry registry, Kinds kinds, Renderer renderer, ServiceAccountTokens tokens) {
    this.registry = registry;
    this.kinds = kinds;
    this.renderer = renderer;
    this.tokens = tokens;
    this.bodies = new Bodies(registry.codec());
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType accounts) {
    if (!request.method().equals("POST")) {
      throw ApiException.methodNotAllowed();
    }
    ResourcePath target = request.target();
    ObjectNode asked = bodies.object(request, TOKEN_REQUEST).object();
    ObjectNode account =
        registry.store().tree(registry.require(accounts, target.namespace(), target.name()));
    long seconds =
        Tree.has(asked, "spec", "expirationSeconds")
            ? Tree.number(asked, "spec", "expirationSeconds")
            : USUAL;
    check(target, seconds);
    ServiceAccountTokens.Issued issued =
        tokens.issue(
            new ServiceAccountTokens.Wanted(
                account,
                Tree.texts(asked, "spec", "audiences"),
                seconds,
                bound(target.namespace(), account, asked)));
    ObjectNode answer = answer(asked, account, seconds, issued);
    return renderer.tree(request, answer, 201, Headers.EMPTY);
  }

  private static void check(ResourcePath target, long seconds) {
    List<FieldError> errors = new ArrayList<>();
    if (seconds < SHORTEST) {
      errors.add(
          FieldError.invalid(
              "spec.expirationSeconds",
              Long.toString(seconds),
              "may not specify a duration less than 10 minutes"));
    }
    if (seconds > LONGEST) {
      errors.add(
          FieldError.invalid(
              "spec.expirationSeconds",
              Long.toString(seconds),
              "may not specify a duration larger than 2^32 seconds"));
    }
    if (!errors.isEmpty()) {
      throw ApiException.invalid("authentication.k8s.io", "TokenRequest", target.name(), errors);
    }
  }

  private Optional<ObjectNode> bound(String namespace, ObjectNode account, ObjectNode asked) {
    Optional<ObjectNode> reference = Tree.object(asked, "spec", "boundObjectRef");
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    String kind = Tree.text(reference.get(), "kind");
    String plural =
        switch (kind) {
          case "Pod" -> "pods";
          case "Secret" -> "secrets";
          default ->
              throw ApiException.badRequest(
                  "cannot bind token for serviceaccount \""
                      + Meta.name(account)
                      + "\" to object of type "
                      + kind);
        };
    String name = Tree.text(reference.get(), "name");
    ResourceType type = kinds.find("", "v1", plural).orElseThrow(ApiException::noSuchPath);
    ObjectNode object = registry.store().tree(registry.require(type, namespace, name));
    String uid = Tree.text(reference.get(), "uid");
    if (!uid.isEmpty() && !uid.equals(Meta.uid(object))) {
      throw ApiException.conflict(
          plural,
          name,
          "the UID in the bound object reference ("
              + uid
              + ") does not match the UID in record. The object might have been deleted and then"
              + " recreated");
    }
    if (kind.equals("Pod")
        && !Tree.text(object, "spec", "serviceAccountName").equals(Meta.name(account))) {
      throw ApiException.badRequest(
          "cannot bind token for serviceaccount \""
              + Meta.name(account)
              + "\" to pod running with different serviceaccount name.");
    }
    return Optional.of(object);
  }

  private ObjectNode answer(
      ObjectNode asked, ObjectNode account, long seconds, ServiceAccountTokens.Issued issued) {
    ObjectNode answer = Bodies.emptyObject();
    answer.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
    ObjectNode meta = answer.putObject("metadata");
    meta.put("name", Meta.name(account)).put("namespace", Meta.namespace(account));
    meta.put(
        "creationTimestamp", registry.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    ObjectNode spec = answer.putObject("spec");
    var audiences = spec.putArray("audiences");
    issued.audiences().forEach(audiences::add);
    spec.put("expirationSeconds", seconds);
    spec.set("boundObjectRef", asked.path("spec").path("boundObjectRef").deepCopy());
    if (spec.path("boundObjectRef").isMissingNode()) {
      spec.putNull("boundObjectRef");
    }
    answer
        .putObject("status")
        .put("token", issued.token())
        .put("expirationTimestamp", issued.expires().truncatedTo(ChronoUnit.SECONDS).toString());
    return answer;
  }
}
