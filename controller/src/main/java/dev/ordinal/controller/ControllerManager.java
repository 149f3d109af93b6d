package dev.ordinal.controller;

import dev.ordinal.client.KubeClient;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.Informers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops all controllers over one connection and one set of caches. Embeddable; many may
 * run in one JVM.
 */
public final class ControllerManager implements AutoCloseable {
  private final KubeClient client;
  private final Informers informers;
  private final List<Controller> controllers;
  private final @Nullable HealthServer health;

  /** Makes everything and binds the health port; nothing runs yet. */
  public ControllerManager(ControllerConfig config) {
    this.client = new KubeClient(config.kubeConfig(), "kube-controller-manager/v1.36.4");
    this.informers = new Informers(client);
    this.controllers =
        Controllers.all(
            new ControllerContext(
                client,
                informers,
                config.settings(),
                config.volumesDir(),
                config.rootCa(),
                InstantSource.system()));
    try {
      this.health = config.port() < 0 ? null : new HealthServer(config.port(), this::metrics);
    } catch (IOException e) {
      client.close();
      throw new UncheckedIOException("cannot bind 127.0.0.1:" + config.port() + ": " + e, e);
    }
  }

  /** Starts the controllers; returns at once, also when the server is not there yet. */
  public void start() {
    if (health != null) {
      health.start();
    }
    controllers.forEach(Controller::start);
    informers.start();
  }

  /** True when all caches have their first list. */
  public boolean ready() {
    return informers.haveSynced();
  }

  /** Where health and metrics are served, if they are. */
  public Optional<InetSocketAddress> address() {
    return Optional.ofNullable(health).map(HealthServer::address);
  }

  private String metrics() {
    StringBuilder out = new StringBuilder();
    controllers.forEach(controller -> controller.metrics(out));
    return out.toString();
  }

  @Override
  public void close() {
    if (health != null) {
      health.close();
    }
    controllers.reversed().forEach(Controller::close);
    informers.close();
    client.close();
  }
}
