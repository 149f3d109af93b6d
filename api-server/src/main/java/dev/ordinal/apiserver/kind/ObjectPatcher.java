package dev.ordinal.apiserver.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Applies patches. Safe on any thread. */
public interface ObjectPatcher {

  /**
   * A new tree; the current one stays as it is.
   *
   * @param mediaType {@code application/json-patch+json}, {@code application/merge-patch+json} or
   *     {@code application/strategic-merge-patch+json}
   * @throws dev.ordinal.apiserver.request.ApiException 400, 415 or 422 in upstream's words
   */
  ObjectNode patch(ResourceType type, String mediaType, ObjectNode current, byte[] patch);
}
