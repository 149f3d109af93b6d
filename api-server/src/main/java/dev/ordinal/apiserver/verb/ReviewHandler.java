package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.auth.Attributes;
import dev.ordinal.apiserver.auth.Authorizer;
import dev.ordinal.apiserver.auth.ServiceAccountTokens;
import dev.ordinal.apiserver.discovery.Described;
import dev.ordinal.apiserver.kind.ObjectCodec;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.operation.PlainType;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.RequestFilter;
import dev.ordinal.apiserver.request.ResourcePath;
import dev.ordinal.apiserver.request.User;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions about access and identity: created, answered, never stored. */
public final class ReviewHandler implements RequestFilter.Handler {

  private static final String ACCESS = "authorization.k8s.io";
  private static final String IDENTITY = "authentication.k8s.io";

  /** The questions, for discovery. */
  public static final List<Described> QUESTIONS =
      List.of(
          Described.question(IDENTITY, "v1", "SelfSubjectReview", "selfsubjectreviews", false),
          Described.question(IDENTITY, "v1", "TokenReview", "tokenreviews", false),
          Described.question(
              ACCESS, "v1", "LocalSubjectAccessReview", "localsubjectaccessreviews", true),
          Described.question(
              ACCESS, "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", false),
          Described.question(
              ACCESS, "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", false),
          Described.question(ACCESS, "v1", "SubjectAccessReview", "subjectaccessreviews", false));

  private final Authorizer authorizer;
  private final ServiceAccountTokens tokens;
  private final Renderer renderer;
  private final Bodies bodies;

  /** Answers by the server's own rules. */
  public ReviewHandler(
      Authorizer authorizer, ServiceAccountTokens tokens, Renderer renderer, ObjectCodec codec) {
    this.authorizer = authorizer;
    this.tokens = tokens;
    this.renderer = renderer;
    this.bodies = new Bodies(codec);
  }

  /** Whether a request is one of these. */
  public static boolean serves(ApiRequest request) {
    return described(request.target()).isPresent();
  }

  private static Optional<Described> described(ResourcePath target) {
    return QUESTIONS.stream()
        .filter(
            one ->
                one.names().group().equals(target.group())
                    && one.names().version().equals(target.version())
                    && one.names().plural().equals(target.plural()))
        .findFirst();
  }

  @Override
  public ApiResponse handle(ApiRequest request) {
    Described.Names names =
        described(request.target()).orElseThrow(ApiException::noSuchPath).names();
    if (!request.method().equals("POST")) {
      throw ApiException.methodNotAllowed();
    }
    ObjectNode review =
        bodies.object(request, PlainType.of(names.group(), names.version(), names.kind())).object();
    review.put("kind", names.kind()).put("apiVersion", names.group() + "/" + names.version());
    Tree.ensureObject(review, "metadata");
    switch (names.kind()) {
      case "SelfSubjectReview" ->
          identity(review.putObject("status").putObject("userInfo"), request.user());
      case "TokenReview" -> token(review);
      case "SelfSubjectAccessReview" -> access(review, request.user());
      case "SelfSubjectRulesReview" -> rules(review, request.user());
      default -> access(review, subject(review));
    }
    return renderer.tree(request, review, 201, Headers.EMPTY);
  }

  private static void identity(ObjectNode info, User user) {
    info.put("username", user.name());
    if (!user.uid().isEmpty()) {
      info.put("uid", user.uid());
    }
    ArrayNode groups = info.putArray("groups");
    user.groups().stream().sorted().forEach(groups::add);
  }

  private void token(ObjectNode review) {
    ObjectNode status = review.putObject("status");
    Set<String> audiences = new HashSet<>(Tree.texts(review, "spec", "audiences"));
    Optional<User> user = tokens.review(Tree.text(review, "spec", "token"), audiences);
    if (user.isPresent()) {
      status.put("authenticated", true);
      identity(status.putObject("user"), user.get());
    } else {
      status.putObject("user");
    }
  }

  private static User subject(ObjectNode review) {
    return new User(
        Tree.text(review, "spec", "user"),
        Tree.text(review, "spec", "uid"),
        Set.copyOf(Tree.texts(review, "spec", "groups")));
  }

  private void access(ObjectNode review, User user) {
    Attributes wanted = wanted(review, user);
    boolean allowed = authorizer.allows(wanted);
    ObjectNode status = review.putObject("status");
    status.put("allowed", allowed);
    if (!allowed) {
      status.put("reason", "");
    }
  }

  private static Attributes wanted(ObjectNode review, User user) {
    Optional<ObjectNode> resource = Tree.object(review, "spec", "resourceAttributes");
    if (resource.isPresent()) {
      ObjectNode asked = resource.get();
      return new Attributes(
          user,
          Tree.text(asked, "verb"),
          Tree.text(asked, "group"),
          Tree.text(asked, "resource"),
          new Attributes.Place(Tree.text(asked, "namespace"), Tree.text(asked, "name")),
          Tree.text(asked, "subresource"),
          "");
    }
    return new Attributes(
        user,
        Tree.text(review, "spec", "nonResourceAttributes", "verb"),
        "",
        "",
        new Attributes.Place("", ""),
        "",
        Tree.text(review, "spec", "nonResourceAttributes", "path"));
  }

  private static void rules(ObjectNode review, User user) {
    ObjectNode status = review.putObject("status");
    ArrayNode resources = status.putArray("resourceRules");
    ArrayNode paths = status.putArray("nonResourceRules");
    boolean everything = user.groups().contains("system:masters");
    if (everything) {
      ObjectNode rule = resources.addObject();
      rule.putArray("verbs").add("*");
      rule.putArray("apiGroups").add("*");
      rule.putArray("resources").add("*");
      ObjectNode path = paths.addObject();
      path.putArray("verbs").add("*");
      path.putArray("nonResourceURLs").add("*");
    }
    ObjectNode self = resources.addObject();
    self.putArray("verbs").add("create");
    self.putArray("apiGroups").add(ACCESS);
    self.putArray("resources").add("selfsubjectaccessreviews").add("selfsubjectrulesreviews");
    status.put("incomplete", !everything);
  }
}
