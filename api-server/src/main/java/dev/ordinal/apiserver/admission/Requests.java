package dev.ordinal.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.admission.AdmissionStep.Operation;
import dev.ordinal.apiserver.admission.AdmissionStep.Request;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.ApiException;

/** Questions that several steps ask of a request. */
final class Requests {

  private Requests() {}

  /** Whether the request is about an object of a kind itself, not about a subresource. */
  static boolean isFor(Request request, String group, String plural) {
    return request.subresource().isEmpty()
        && request.type().group().equals(group)
        && request.type().plural().equals(plural);
  }

  static boolean isCreateOf(Request request, String group, String plural) {
    return request.operation() == Operation.CREATE && isFor(request, group, plural);
  }

  static boolean isWriteOf(Request request, String group, String plural) {
    return (request.operation() == Operation.CREATE || request.operation() == Operation.UPDATE)
        && isFor(request, group, plural);
  }

  static ApiException forbidden(Request request, String why) {
    return ApiException.forbidden(request.type().groupResource(), name(request), why);
  }

  static String name(Request request) {
    if (!request.name().isEmpty()) {
      return request.name();
    }
    ObjectNode object = request.object();
    String name = Tree.text(object, "metadata", "name");
    return name.isEmpty() ? Tree.text(object, "metadata", "generateName") : name;
  }

  static ObjectNode spec(Request request) {
    return Tree.ensureObject(request.object(), "spec");
  }
}
