package dev.ordinal.controller.runtime;

/** Something that the manager starts and stops: usually a {@link ControllerLoop}. */
public interface Controller extends AutoCloseable {

  /** Upstream's name of the controller, as in its logs and metrics. */
  String name();

  /** Begins to work, and returns at once; what needs synced caches waits for them by itself. */
  void start();

  /** Appends the controller's metrics in Prometheus' text format. */
  default void metrics(StringBuilder out) {}

  /** Stops and waits for work in progress, for a few seconds at most. */
  @Override
  void close();
}
