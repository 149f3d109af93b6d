package dev.ordinal.dns.view;

import dev.ordinal.client.ObjectKey;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that DNS knows at one moment. Immutable; a change makes another one. */
public final class ClusterView {

  /**
   * What an address is called.
   *
   * @param label the endpoint's label; null where the address is the service's own
   */
  public record AddressName(ObjectKey service, @Nullable String label) {}

  private final Map<ObjectKey, ServiceView> services;
  private final Map<InetAddress, List<AddressName>> names;
  private final Set<String> namespaces;
  private final Instant changed;

  private ClusterView(
      Map<ObjectKey, ServiceView> services,
      Map<InetAddress, List<AddressName>> names,
      Set<String> namespaces,
      Instant changed) {
    this.services = services;
    this.names = names;
    this.namespaces = namespaces;
    this.changed = changed;
  }

  /** A view of these namespaces and services. */
  public static ClusterView of(
      Collection<String> namespaces, Collection<ServiceView> services, Instant changed) {
    Map<ObjectKey, ServiceView> byKey = new HashMap<>();
    Map<InetAddress, List<AddressName>> names = new HashMap<>();
    for (ServiceView service : services) {
      byKey.put(key(service), service);
      addNames(names, service);
    }
    return new ClusterView(byKey, names, Set.copyOf(namespaces), changed);
  }

  /** This view with a service as it is now; null where it is gone. */
  public ClusterView with(ObjectKey key, @Nullable ServiceView service, Instant now) {
    ServiceView before = services.get(key);
    if (service == null ? before == null : service.equals(before)) {
      return this;
    }
    Map<ObjectKey, ServiceView> byKey = new HashMap<>(services);
    Map<InetAddress, List<AddressName>> byAddress = new HashMap<>(names);
    if (before != null) {
      byKey.remove(key);
      removeNames(byAddress, before);
    }
    if (service != null) {
      byKey.put(key, service);
      addNames(byAddress, service);
    }
    return new ClusterView(byKey, byAddress, namespaces, now);
  }

  /** This view with other namespaces. */
  public ClusterView withNamespaces(Collection<String> now, Instant moment) {
    return new ClusterView(services, names, Set.copyOf(now), moment);
  }

  public Optional<ServiceView> service(String namespace, String name) {
    return Optional.ofNullable(services.get(new ObjectKey(namespace, name)));
  }

  public boolean hasNamespace(String namespace) {
    return namespaces.contains(namespace);
  }

  /** The services whose address this is, or in whose headless name it is an endpoint. */
  public List<AddressName> namesOf(InetAddress address) {
    return names.getOrDefault(address, List.of());
  }

  /** When the last change was seen. */
  public Instant changed() {
    return changed;
  }

  private static ObjectKey key(ServiceView service) {
    return new ObjectKey(service.namespace(), service.name());
  }

  private static Map<InetAddress, List<AddressName>> namesOf(ServiceView service) {
    ObjectKey key = key(service);
    Map<InetAddress, List<AddressName>> names = new LinkedHashMap<>();
    for (InetAddress address : service.clusterIps()) {
      names.computeIfAbsent(address, a -> new ArrayList<>()).add(new AddressName(key, null));
    }
    if (service.headless()) {
      for (EndpointView endpoint : service.endpoints()) {
        names
            .computeIfAbsent(endpoint.address(), a -> new ArrayList<>())
            .add(new AddressName(key, endpoint.label()));
      }
    }
    return names;
  }

  /** Lists in the map are shared with other views, so they are replaced and never changed. */
  private static void addNames(Map<InetAddress, List<AddressName>> names, ServiceView service) {
    namesOf(service)
        .forEach(
            (address, added) -> {
              List<AddressName> all = new ArrayList<>(names.getOrDefault(address, List.of()));
              all.addAll(added);
              names.put(address, List.copyOf(all));
            });
  }

  private static void removeNames(Map<InetAddress, List<AddressName>> names, ServiceView service) {
    ObjectKey key = key(service);
    for (InetAddress address : namesOf(service).keySet()) {
      List<AddressName> left =
          names.getOrDefault(address, List.of()).stream()
              .filter(it -> !it.service().equals(key))
              .toList();
      if (left.isEmpty()) {
        names.remove(address);
      } else {
        names.put(address, left);
      }
    }
  }
}
