package dev.ordinal.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.request.User;
import java.util.List;
import java.util.Optional;

/**
 * One step of admission: may change the object, may refuse by throwing an ApiException. Safe on any
 * thread.
 */
public interface AdmissionStep {

  /** What is being done to an object. */
  enum Operation {
    /** A POST, or a PUT or PATCH that creates. */
    CREATE,
    /** A PUT or PATCH. */
    UPDATE,
    /** A DELETE. */
    DELETE,
    /** A streaming or other subresource. */
    CONNECT
  }

  /**
   * What is asked.
   *
   * @param subresource empty for the object itself
   * @param namespace empty for cluster-scoped kinds
   * @param object the object as it will be written; the old one on DELETE
   * @param old empty on CREATE
   * @param objects what is stored now
   */
  record Request(
      Operation operation,
      ResourceType type,
      String subresource,
      String namespace,
      String name,
      ObjectNode object,
      Optional<ObjectNode> old,
      User user,
      Objects objects) {}

  /** Read access to what is stored. */
  interface Objects {
    /** One object; the namespace is empty for cluster-scoped kinds. */
    Optional<ObjectNode> get(String group, String plural, String namespace, String name);

    /** All objects; an empty namespace means all. */
    List<ObjectNode> list(String group, String plural, String namespace);
  }

  /** Looks at a request. */
  void admit(Request request);
}
