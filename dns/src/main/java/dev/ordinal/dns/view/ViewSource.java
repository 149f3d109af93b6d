package dev.ordinal.dns.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Informer;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.Metadata;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.ResourceKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest view, fed by watches of services, endpoint slices and namespaces.
 *
 * <p>There is no view before all three have been listed once. From then on there always is one: it
 * stays as it is while the API server is away.
 *
 * <p>Threads: the informers' threads write, one at a time under {@code this}; {@link #get} reads
 * from any.
 */
public final class ViewSource implements Supplier<Optional<ClusterView>>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewSource.class);
  private static final String BY_SERVICE = "service";
  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  private final Informer<ObjectNode> services;
  private final Informer<ObjectNode> slices;
  private final Informer<ObjectNode> namespaces;
  private final Clock clock;
  private volatile @Nullable ClusterView view;
  private @Nullable Thread waiter;

  public ViewSource(KubeClient client, Clock clock) {
    this.clock = clock;
    // As trees: the typed model would cost start-up time and memory for a handful of fields.
    this.services = new Informer<>(client, kind("", "v1", "services", "Service", true));
    this.slices =
        new Informer<>(
                client, kind("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", true))
            .index(BY_SERVICE, slice -> List.of(serviceOf(slice).toString()));
    this.namespaces = new Informer<>(client, kind("", "v1", "namespaces", "Namespace", false));
    services.handler((before, now) -> serviceChanged(keyOf(before, now)));
    slices.handler(this::sliceChanged);
    namespaces.handler(
        (before, now) -> {
          if (before == null || now == null) {
            namespacesChanged();
          }
        });
  }

  /** Begins to follow the cluster; returns at once. */
  public synchronized void start() {
    if (waiter != null) {
      return;
    }
    services.start();
    slices.start();
    namespaces.start();
    waiter = Thread.ofVirtual().name("dns-first-view").start(this::awaitFirst);
  }

  /** The newest view, empty before the first one. */
  @Override
  public Optional<ClusterView> get() {
    return Optional.ofNullable(view);
  }

  @Override
  public synchronized void close() {
    if (waiter != null) {
      waiter.interrupt();
    }
    services.close();
    slices.close();
    namespaces.close();
  }

  private void awaitFirst() {
    try {
      for (Informer<ObjectNode> informer : List.of(services, slices, namespaces)) {
        while (!informer.awaitSync(Duration.ofMinutes(1))) {
          LOG.warn("still waiting for the first list of {}", informer.kind());
        }
      }
    } catch (InterruptedException e) {
      return; // closed
    }
    buildFirst();
  }

  private synchronized void buildFirst() {
    List<ServiceView> all =
        services.list().stream().map(it -> read(Metadata.of(it).key(), it)).toList();
    view = ClusterView.of(names(), all, clock.instant());
    LOG.info("serving {} services", all.size());
  }

  private void sliceChanged(@Nullable ObjectNode before, @Nullable ObjectNode now) {
    if (before != null) {
      serviceChanged(serviceOf(before));
    }
    if (now != null && (before == null || !serviceOf(now).equals(serviceOf(before)))) {
      serviceChanged(serviceOf(now));
    }
  }

  private synchronized void serviceChanged(ObjectKey key) {
    ClusterView current = view;
    if (current != null) {
      ServiceView now = services.get(key).map(it -> read(key, it)).orElse(null);
      view = current.with(key, now, clock.instant());
    }
  }

  private synchronized void namespacesChanged() {
    ClusterView current = view;
    if (current != null) {
      view = current.withNamespaces(names(), clock.instant());
    }
  }

  private ServiceView read(ObjectKey key, ObjectNode service) {
    return ServiceReader.read(service, slices.byIndex(BY_SERVICE, key.toString()));
  }

  private Set<String> names() {
    return namespaces.list().stream()
        .map(it -> Metadata.of(it).name())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ObjectKey keyOf(@Nullable ObjectNode before, @Nullable ObjectNode now) {
    ObjectNode any = now != null ? now : before;
    if (any == null) {
      throw new IllegalArgumentException("a change of nothing");
    }
    return Metadata.of(any).key();
  }

  private static ObjectKey serviceOf(ObjectNode slice) {
    Metadata metadata = Metadata.of(slice);
    return new ObjectKey(metadata.namespace(), metadata.labels().getOrDefault(SERVICE_NAME, ""));
  }

  private static ResourceKind<ObjectNode> kind(
      String group, String version, String plural, String name, boolean namespaced) {
    return new ResourceKind<>(group, version, plural, name, namespaced, ObjectNode.class);
  }
}
