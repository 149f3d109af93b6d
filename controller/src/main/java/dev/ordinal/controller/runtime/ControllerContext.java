package dev.ordinal.controller.runtime;

import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.KubeClient;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a controller is made of: the API, the shared caches, settings, the clock and the directory
 * under which volumes are made.
 *
 * @param rootCa the certificate authority that pods trust, in PEM; empty when it is not known
 */
public record ControllerContext(
    KubeClient client,
    Informers informers,
    Settings settings,
    Path volumesDir,
    String rootCa,
    InstantSource clock) {

  /** A recorder for events that come from this component; the controller closes it. */
  public EventRecorder events(String component) {
    return new EventRecorder(client, component, "");
  }
}
