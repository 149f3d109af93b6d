package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A request's object.
 *
 * @param object without nulls, unknown fields and what Go omits; apiVersion and kind are set
 * @param warnings texts for the {@code Warning} header
 */
public record Decoded(ObjectNode object, List<String> warnings) {

  /** Copies the list. */
  public Decoded {
    warnings = List.copyOf(warnings);
  }
}
