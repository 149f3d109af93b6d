package dev.ordinal.apiserver.auth;

import java.util.List;
import java.util.Set;

/** The built-in rules, one authorizer each; RBAC objects will be one more in the list. */
public final class Rules {

  private static final Set<String> OPEN =
      Set.of("/version", "/version/", "/healthz", "/livez", "/readyz");
  private static final Set<String> READ = Set.of("get", "list", "watch");

  private Rules() {}

  /** The rules in their order; the first that allows decides. */
  public static Authorizer all(Authorizer nodes) {
    List<Authorizer> rules =
        List.of(
            Rules::masters,
            Rules::controllerManager,
            nodes,
            Rules::dns,
            Rules::discovery,
            Rules::selfReviews,
            Rules::open);
    return wanted -> rules.stream().anyMatch(rule -> rule.allows(wanted));
  }

  /** The group that may do everything. */
  private static boolean masters(Attributes wanted) {
    return wanted.user().groups().contains("system:masters");
  }

  /** The controllers; a role of their own, though as wide for now. */
  private static boolean controllerManager(Attributes wanted) {
    return wanted.user().name().equals("system:kube-controller-manager")
        || wanted.user().name().equals("system:kube-scheduler");
  }

  /** Upstream's role system:coredns. */
  private static boolean dns(Attributes wanted) {
    if (!wanted.user().name().equals("system:coredns") || !READ.contains(wanted.verb())) {
      return false;
    }
    return switch (wanted.group()) {
      case "" ->
          Set.of("endpoints", "services", "pods", "namespaces").contains(wanted.fullResource());
      case "discovery.k8s.io" -> wanted.fullResource().equals("endpointslices");
      default -> false;
    };
  }

  /** Upstream's role system:discovery, for everyone with credentials. */
  private static boolean discovery(Attributes wanted) {
    return isAuthenticated(wanted)
        && !wanted.isResource()
        && wanted.verb().equals("get")
        && (startsWithAny(wanted.path(), "/api", "/apis", "/openapi", "/version")
            || wanted.path().equals("/.well-known/openid-configuration")
            || wanted.path().equals("/openid/v1/jwks"));
  }

  /** Upstream's role system:basic-user: questions about oneself. */
  private static boolean selfReviews(Attributes wanted) {
    return isAuthenticated(wanted)
        && wanted.verb().equals("create")
        && switch (wanted.group()) {
          case "authorization.k8s.io" ->
              wanted.fullResource().equals("selfsubjectaccessreviews")
                  || wanted.fullResource().equals("selfsubjectrulesreviews");
          case "authentication.k8s.io" -> wanted.fullResource().equals("selfsubjectreviews");
          default -> false;
        };
  }

  /** Upstream's role system:public-info-viewer, for anyone at all. */
  private static boolean open(Attributes wanted) {
    return !wanted.isResource()
        && wanted.verb().equals("get")
        && (OPEN.contains(wanted.path())
            || startsWithAny(wanted.path(), "/livez", "/readyz", "/healthz"));
  }

  private static boolean isAuthenticated(Attributes wanted) {
    return wanted.user().groups().contains("system:authenticated");
  }

  private static boolean startsWithAny(String path, String... roots) {
    for (String root : roots) {
      if (path.equals(root) || path.startsWith(root + "/")) {
        return true;
      }
    }
    return false;
  }
}
