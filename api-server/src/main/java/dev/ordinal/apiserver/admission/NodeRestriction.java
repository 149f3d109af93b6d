package dev.ordinal.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.Optional;

/** A node changes itself, its lease and its pods, and nothing of other nodes. */
final class NodeRestriction implements AdmissionStep {

  private static final String GROUP = "system:nodes";
  private static final String PREFIX = "system:node:";
  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final String LEASES = "kube-node-lease";

  @Override
  public void admit(Request request) {
    String user = request.user().name();
    if (!request.user().groups().contains(GROUP) || !user.startsWith(PREFIX)) {
      return;
    }
    String node = user.substring(PREFIX.length());
    switch (request.type().groupResource()) {
      case "pods" -> pods(request, node);
      case "nodes" -> nodes(request, node);
      case "leases.coordination.k8s.io" -> leases(request, node);
      case "csinodes.storage.k8s.io" -> csiNodes(request, node);
      case "serviceaccounts" -> tokens(request, node);
      default -> {}
    }
  }

  private static void pods(Request request, String node) {
    JsonNode pod = request.old().orElse(request.object());
    boolean own = Tree.text(pod, "spec", "nodeName").equals(node);
    switch (request.subresource()) {
      case "" -> {
        if (request.operation() == Operation.CREATE) {
          if (!Tree.has(request.object(), "metadata", "annotations", MIRROR)) {
            throw Requests.forbidden(
                request,
                "pod does not have \""
                    + MIRROR
                    + "\" annotation, node "
                    + quoted(node)
                    + " can only create mirror pods");
          }
        } else if (request.operation() == Operation.DELETE && !own) {
          throw Requests.forbidden(
              request,
              "node " + quoted(node) + " can only delete pods with spec.nodeName set to itself");
        }
      }
      case "status" -> {
        if (!own) {
          throw Requests.forbidden(
              request,
              "node "
                  + quoted(node)
                  + " can only update pod status for pods with spec.nodeName set to itself");
        }
      }
      case "eviction" -> {
        if (!own) {
          throw Requests.forbidden(
              request,
              "node " + quoted(node) + " can only evict pods with spec.nodeName set to itself");
        }
      }
      default ->
          throw Requests.forbidden(
              request, "unexpected pod subresource " + quoted(request.subresource()));
    }
  }

  private static void nodes(Request request, String node) {
    String name = Requests.name(request);
    if (!name.equals(node)) {
      throw Requests.forbidden(
          request, "node " + quoted(node) + " is not allowed to modify node " + quoted(name));
    }
    boolean update = request.operation() == Operation.UPDATE && request.old().isPresent();
    if (update && request.subresource().isEmpty()) {
      JsonNode before = Tree.at(request.old().get(), "spec", "taints");
      if (!Tree.same(Tree.at(request.object(), "spec", "taints"), before)
          && !before.isMissingNode()) {
        throw Requests.forbidden(
            request, "node " + quoted(node) + " is not allowed to modify taints");
      }
    }
  }

  private static void leases(Request request, String node) {
    if (!request.namespace().equals(LEASES)) {
      throw Requests.forbidden(
          request, "can only access leases in the \"" + LEASES + "\" system namespace");
    }
    if (!Requests.name(request).equals(node)) {
      throw Requests.forbidden(
          request, "can only access node lease with the same name as the requesting node");
    }
  }

  private static void csiNodes(Request request, String node) {
    if (!Requests.name(request).equals(node)) {
      throw Requests.forbidden(
          request, "can only access CSINode with the same name as the requesting node");
    }
  }

  private static void tokens(Request request, String node) {
    if (!request.subresource().equals("token")) {
      return;
    }
    JsonNode bound = Tree.at(request.object(), "spec", "boundObjectRef");
    boolean toPod =
        Tree.text(bound, "apiVersion").equals("v1")
            && Tree.text(bound, "kind").equals("Pod")
            && !Tree.text(bound, "name").isEmpty();
    if (!toPod) {
      throw Requests.forbidden(request, "node requested token not bound to a pod");
    }
    if (Tree.text(bound, "uid").isEmpty()) {
      throw Requests.forbidden(request, "node requested token with a pod binding without a uid");
    }
    Optional<ObjectNode> pod =
        request.objects().get("", "pods", request.namespace(), Tree.text(bound, "name"));
    if (pod.isEmpty()) {
      throw Requests.forbidden(request, "pod not found");
    }
    if (!Tree.text(bound, "uid").equals(Tree.text(pod.get(), "metadata", "uid"))) {
      throw Requests.forbidden(
          request,
          "the UID in the bound object reference ("
              + Tree.text(bound, "uid")
              + ") does not match the UID in record. The object might have been deleted and then"
              + " recreated");
    }
    if (!Tree.text(pod.get(), "spec", "nodeName").equals(node)) {
      throw Requests.forbidden(
          request, "node requested token bound to a pod scheduled on a different node");
    }
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
