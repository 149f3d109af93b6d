package dev.ordinal.nodeagent.probe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.Optional;

/** What a probe is for. */
public enum ProbeKind {
  /** Until it succeeds, nothing else is asked. */
  STARTUP("Startup"),
  /** When it fails, the container is killed. */
  LIVENESS("Liveness"),
  /** Decides whether the container gets traffic. */
  READINESS("Readiness");

  private final String title;

  ProbeKind(String title) {
    this.title = title;
  }

  /** As events name it. */
  public String title() {
    return title;
  }

  /** The container's probe of this kind. */
  public Optional<Probe> of(Container container) {
    return Optional.ofNullable(
        switch (this) {
          case STARTUP -> container.getStartupProbe();
          case LIVENESS -> container.getLivenessProbe();
          case READINESS -> container.getReadinessProbe();
        });
  }
}
