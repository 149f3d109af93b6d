package dev.ordinal.apiserver.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Between bytes and trees: what clients send, and the one canonical form that is stored and served.
 * Safe on any thread.
 */
public interface ObjectCodec {

  /**
   * A decoded body.
   *
   * @param kind as the body says, empty where it does not
   * @param apiVersion as the body says, empty where it does not
   * @param problems what strict field validation objects to, each as upstream words it ({@code
   *     unknown field "spec.x"}, {@code duplicate field "y"}); unknown fields are already dropped
   */
  record Decoded(ObjectNode object, String kind, String apiVersion, List<String> problems) {

    /** Copies the list. */
    public Decoded {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a body of a media type (JSON, YAML, Kubernetes protobuf).
   *
   * @throws dev.ordinal.apiserver.request.ApiException 400 for what cannot be read, 415 for a media
   *     type that is not understood
   */
  Decoded decode(ResourceType type, String mediaType, byte[] body);

  /** The same for a tree that a patch has made. */
  Decoded check(ResourceType type, ObjectNode object);

  /**
   * The canonical bytes: compact JSON in Go's field order, {@code kind} and {@code apiVersion}
   * first, {@code metadata} next, without {@code metadata.resourceVersion}.
   */
  byte[] encode(ResourceType type, ObjectNode object);

  /**
   * The canonical tree: fields in Go's order, nothing that Go omits, what Go always writes filled
   * in, no nulls. Equal objects give equal trees, so trees are compared and validated in this form
   * on both sides, what comes from the store as well as what comes from a client.
   */
  default ObjectNode canonicalize(ResourceType type, ObjectNode object) {
    return object;
  }
}
