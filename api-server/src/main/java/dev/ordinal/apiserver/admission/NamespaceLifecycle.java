package dev.ordinal.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Nothing is made in a namespace that is not there or is going; some namespaces never go. */
final class NamespaceLifecycle implements AdmissionStep {

  private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");

  @Override
  public void admit(Request request) {
    if (Requests.isFor(request, "", "namespaces")) {
      if (request.operation() == Operation.DELETE && IMMORTAL.contains(request.name())) {
        throw Requests.forbidden(request, "this namespace may not be deleted");
      }
      return;
    }
    if (request.namespace().isEmpty() || request.operation() == Operation.DELETE) {
      return;
    }
    Optional<ObjectNode> namespace =
        request.objects().get("", "namespaces", "", request.namespace());
    if (namespace.isEmpty()) {
      throw ApiException.notFound("namespaces", request.namespace());
    }
    if (request.operation() == Operation.CREATE
        && Tree.text(namespace.get(), "status", "phase").equals("Terminating")) {
      throw terminating(request);
    }
  }

  private static ApiException terminating(Request request) {
    String namespace = request.namespace();
    ApiException plain =
        Requests.forbidden(
            request,
            "unable to create new content in namespace "
                + namespace
                + " because it is being terminated");
    ApiException.Cause cause =
        new ApiException.Cause(
            "NamespaceTerminating",
            "namespace " + namespace + " is being terminated",
            "metadata.namespace");
    return ApiException.of(
        plain.code(),
        plain.reason(),
        String.valueOf(plain.getMessage()),
        Optional.of(
            new ApiException.Details(
                Requests.name(request),
                request.type().group(),
                request.type().plural(),
                "",
                List.of(cause),
                0)));
  }
}
