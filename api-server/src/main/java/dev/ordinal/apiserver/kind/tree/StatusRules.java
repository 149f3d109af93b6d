package dev.ordinal.apiserver.kind.tree;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;

/**
 * The usual strategy of a kind with a status subresource: a create starts without status, an update
 * of the object leaves the status alone and an update of the status leaves the spec alone.
 */
public interface StatusRules extends KindRules {

  @Override
  default void prepareForCreate(ObjectNode object) {
    object.remove("status");
  }

  @Override
  default void prepareForUpdate(ObjectNode object, ObjectNode old) {
    Tree.copyField(old, object, "status");
  }

  @Override
  default void prepareForStatusUpdate(ObjectNode object, ObjectNode old) {
    Tree.copyField(old, object, "spec");
  }
}
