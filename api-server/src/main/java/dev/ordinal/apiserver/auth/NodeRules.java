package dev.ordinal.apiserver.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.admission.AdmissionStep;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.Optional;
import java.util.Set;

/**
 * What upstream's node authorizer and the role system:node give to a node agent: its own node,
 * lease and pods, and of secrets, config maps and claims those that its pods use.
 */
public final class NodeRules implements Authorizer {

  private static final String PREFIX = "system:node:";
  private static final Set<String> READ = Set.of("get", "list", "watch");
  private static final Set<String> WRITE = Set.of("create", "update", "patch");

  private final AdmissionStep.Objects objects;

  /** Looks at the pods that are stored. */
  public NodeRules(AdmissionStep.Objects objects) {
    this.objects = objects;
  }

  @Override
  public boolean allows(Attributes wanted) {
    if (!wanted.user().name().startsWith(PREFIX)
        || !wanted.user().groups().contains("system:nodes")) {
      return false;
    }
    String node = wanted.user().name().substring(PREFIX.length());
    return switch (wanted.group()) {
      case "" -> core(wanted, node);
      case "coordination.k8s.io" ->
          wanted.fullResource().equals("leases")
              && (READ.contains(wanted.verb())
                  || WRITE.contains(wanted.verb())
                  || wanted.verb().equals("delete"))
              && wanted.place().namespace().equals("kube-node-lease")
              && (wanted.place().name().isEmpty() || wanted.place().name().equals(node));
      case "storage.k8s.io" ->
          READ.contains(wanted.verb())
              || (wanted.fullResource().equals("csinodes")
                  && (wanted.place().name().isEmpty() || wanted.place().name().equals(node)));
      case "discovery.k8s.io" ->
          wanted.fullResource().equals("endpointslices") && READ.contains(wanted.verb());
      case "scheduling.k8s.io", "node.k8s.io" -> READ.contains(wanted.verb());
      case "events.k8s.io" ->
          wanted.fullResource().equals("events") && WRITE.contains(wanted.verb());
      case "authentication.k8s.io" ->
          wanted.fullResource().equals("tokenreviews") && wanted.verb().equals("create");
      case "authorization.k8s.io" ->
          wanted.verb().equals("create")
              && (wanted.fullResource().equals("subjectaccessreviews")
                  || wanted.fullResource().equals("localsubjectaccessreviews"));
      default -> false;
    };
  }

  private boolean core(Attributes wanted, String node) {
    boolean read = READ.contains(wanted.verb());
    boolean write = WRITE.contains(wanted.verb());
    return switch (wanted.fullResource()) {
      case "nodes" -> read || ((write || wanted.verb().equals("delete")) && isOwn(wanted, node));
      case "nodes/status" -> read || (write && isOwn(wanted, node));
      case "pods" ->
          read
              || wanted.verb().equals("create")
              || (wanted.verb().equals("delete") && isOnNode(wanted, node));
      case "pods/status" -> read || (write && isOnNode(wanted, node));
      case "pods/eviction" -> wanted.verb().equals("create") && isOnNode(wanted, node);
      case "services", "endpoints", "namespaces" -> read;
      case "events" -> write;
      case "persistentvolumes" -> read;
      case "secrets", "configmaps", "persistentvolumeclaims" -> read && isUsed(wanted, node);
      case "persistentvolumeclaims/status" -> write && isUsed(wanted, node);
      case "serviceaccounts" -> read;
      case "serviceaccounts/token" -> wanted.verb().equals("create") && isUsed(wanted, node);
      default -> false;
    };
  }

  private static boolean isOwn(Attributes wanted, String node) {
    String name = wanted.place().name();
    return name.isEmpty() || name.equals(node);
  }

  private boolean isOnNode(Attributes wanted, String node) {
    return objects
        .get("", "pods", wanted.place().namespace(), wanted.place().name())
        .map(pod -> Tree.text(pod, "spec", "nodeName").equals(node))
        .orElse(true);
  }

  /** Whether a pod on the node names the object; collections are not for nodes. */
  private boolean isUsed(Attributes wanted, String node) {
    Optional<String> name =
        wanted.place().name().isEmpty() ? Optional.empty() : Optional.of(wanted.place().name());
    if (name.isEmpty() || wanted.place().namespace().isEmpty()) {
      return false;
    }
    return objects.list("", "pods", wanted.place().namespace()).stream()
        .filter(pod -> Tree.text(pod, "spec", "nodeName").equals(node))
        .anyMatch(pod -> PodReferences.uses(pod, wanted.resource(), name.get()));
  }

  /** The names that a pod's spec gives of other objects. */
  private static final class PodReferences {

    static boolean uses(ObjectNode pod, String resource, String name) {
      return switch (resource) {
        case "secrets" ->
            anyField(
                pod.path("spec"),
                Set.of("secretName", "secretRef", "secretKeyRef", "secret", "imagePullSecrets"),
                name);
        case "configmaps" ->
            anyField(
                pod.path("spec"), Set.of("configMap", "configMapRef", "configMapKeyRef"), name);
        case "persistentvolumeclaims" ->
            anyField(pod.path("spec"), Set.of("claimName"), name) || ephemeral(pod, name);
        case "serviceaccounts" -> Tree.text(pod, "spec", "serviceAccountName").equals(name);
        default -> false;
      };
    }

    private static boolean ephemeral(ObjectNode pod, String name) {
      return Tree.objects(pod, "spec", "volumes").stream()
          .anyMatch(
              volume ->
                  Tree.has(volume, "ephemeral")
                      && name.equals(
                          Tree.text(pod, "metadata", "name") + "-" + Tree.text(volume, "name")));
    }

    /** Whether a field of one of the names holds the text, or an object with that name. */
    private static boolean anyField(
        com.fasterxml.jackson.databind.JsonNode node, Set<String> fields, String name) {
      for (var entry : node.properties()) {
        if (fields.contains(entry.getKey()) && names(entry.getValue(), name)) {
          return true;
        }
        if (anyField(entry.getValue(), fields, name)) {
          return true;
        }
      }
      if (node.isArray()) {
        for (var element : node) {
          if (anyField(element, fields, name)) {
            return true;
          }
        }
      }
      return false;
    }

    private static boolean names(com.fasterxml.jackson.databind.JsonNode value, String name) {
      if (value.isArray()) {
        for (var element : value) {
          if (Tree.text(element, "name").equals(name)) {
            return true;
          }
        }
        return false;
      }
      return value.isTextual()
          ? value.asText().equals(name)
          : Tree.text(value, "name").equals(name);
    }
  }
}
