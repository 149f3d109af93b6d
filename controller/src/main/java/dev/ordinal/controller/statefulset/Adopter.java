package dev.ordinal.controller.statefulset;

import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.Metadata;
import dev.ordinal.controller.runtime.RetryLater;

/**
 * Whether a set may adopt, asked of the server once per pass: the cache may still show a set that
 * is gone, or an earlier one of the same name.
 */
final class Adopter {
  private final KubeClient client;
  private final StatefulSetView set;
  private boolean checked;

  Adopter(KubeClient client, StatefulSetView set) {
    this.client = client;
    this.set = set;
  }

  /** Throws when the set must not adopt. */
  void check() {
    if (checked) {
      return;
    }
    Metadata live =
        client
            .find(Kinds.STATEFUL_SETS.raw(), set.namespace(), set.name())
            .map(Metadata::of)
            .orElseGet(() -> Metadata.of(Json.object()));
    if (!live.uid().equals(set.uid()) || live.deleting()) {
      throw new RetryLater("the set is gone or being deleted and adopts nothing");
    }
    checked = true;
  }
}
