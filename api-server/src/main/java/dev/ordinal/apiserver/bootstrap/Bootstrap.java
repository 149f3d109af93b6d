package dev.ordinal.apiserver.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.Kinds;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.operation.Meta;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.operation.Updater;
import dev.ordinal.apiserver.operation.WriteOptions;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.User;
import java.util.List;
import java.util.Set;

/**
 * Makes the objects that upstream's server maintains itself: what is missing is created, what
 * carries addresses is brought up to date, anything else is left as people have made it.
 */
public final class Bootstrap {

  private static final User SERVER =
      new User("system:apiserver", "", Set.of("system:masters", "system:authenticated"));

  /** The cluster IPs and endpoints of the two services of the cluster itself. */
  public record Addresses(
      String apiClusterIp, String apiEndpoint, String dnsClusterIp, String dnsEndpoint) {}

  private final Registry registry;
  private final Kinds kinds;
  private final Addresses addresses;
  private final WriteOptions options = WriteOptions.by(SERVER);

  /** Over a registry whose caches are being fed. */
  public Bootstrap(Registry registry, Kinds kinds, Addresses addresses) {
    this.registry = registry;
    this.kinds = kinds;
    this.addresses = addresses;
  }

  /** Creates and updates. */
  public void run() {
    for (String name : List.of("kube-system", "kube-public", "kube-node-lease", "default")) {
      ensure("", "v1", "namespaces", BootstrapObjects.namespace(name));
    }
    ensure(
        "scheduling.k8s.io",
        "v1",
        "priorityclasses",
        BootstrapObjects.priorityClass(
            "system-node-critical",
            2000001000,
            "Used for system critical pods that must not be moved from their current node."));
    ensure(
        "scheduling.k8s.io",
        "v1",
        "priorityclasses",
        BootstrapObjects.priorityClass(
            "system-cluster-critical",
            2000000000,
            "Used for system critical pods that must run in the cluster, but can be moved to"
                + " another node if necessary."));
    ensure("", "v1", "services", BootstrapObjects.apiService(addresses.apiClusterIp()));
    ensure("", "v1", "services", BootstrapObjects.dnsService(addresses.dnsClusterIp()));
    endpoints("default", "kubernetes", addresses.apiEndpoint(), List.of(BootstrapObjects.API));
    endpoints("kube-system", "kube-dns", addresses.dnsEndpoint(), BootstrapObjects.DNS);
  }

  private void endpoints(
      String namespace, String name, String address, List<BootstrapObjects.Port> ports) {
    converge("", "v1", "endpoints", BootstrapObjects.endpoints(namespace, name, address, ports));
    converge(
        "discovery.k8s.io",
        "v1",
        "endpointslices",
        BootstrapObjects.endpointSlice(namespace, name, address, ports));
  }

  private ResourceType type(String group, String version, String plural) {
    return kinds
        .find(group, version, plural)
        .orElseThrow(() -> new IllegalStateException(plural + " are not served"));
  }

  /** Creates the object unless it is there; whether it was created. */
  private boolean ensure(String group, String version, String plural, ObjectNode object) {
    ResourceType type = type(group, version, plural);
    String namespace = Meta.namespace(object);
    if (registry.store().find(type, namespace, Meta.name(object)).isPresent()) {
      return false;
    }
    try {
      registry.creator().create(type, namespace, object, options);
      return true;
    } catch (ApiException e) {
      if (e.code() == 409) {
        return false;
      }
      throw new IllegalStateException(
          plural + " \"" + Meta.name(object) + "\" cannot be created: " + e.getMessage(), e);
    }
  }

  /** Creates the object, or makes the one that is there say the same. */
  private void converge(String group, String version, String plural, ObjectNode object) {
    if (ensure(group, version, plural, object)) {
      return;
    }
    ResourceType type = type(group, version, plural);
    registry
        .updater()
        .update(
            new Updater.Update(
                type,
                Meta.namespace(object),
                Meta.name(object),
                "",
                Updater.Strategy.MAIN,
                _ -> object.deepCopy()),
            options);
  }
}
