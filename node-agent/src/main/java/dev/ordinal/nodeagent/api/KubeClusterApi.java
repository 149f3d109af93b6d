package dev.ordinal.nodeagent.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.DeleteOptions;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.PatchType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The cluster by way of its public HTTP API. */
public final class KubeClusterApi implements ClusterApi {

  private final KubeClient client;
  private final Informer<Service> services;
  private final Supplier<Optional<Node>> node;
  private final SharedWatches<ConfigMap> configMaps;
  private final SharedWatches<Secret> secrets;

  /** Services come from an informer, the node from whoever keeps it. */
  public KubeClusterApi(
      KubeClient client, Informer<Service> services, Supplier<Optional<Node>> node) {
    this.client = client;
    this.services = services;
    this.node = node;
    this.configMaps = new SharedWatches<>(client, Kinds.CONFIG_MAPS);
    this.secrets = new SharedWatches<>(client, Kinds.SECRETS);
  }

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return configMaps
        .find(namespace, name)
        .or(() -> client.find(Kinds.CONFIG_MAPS, namespace, name));
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return secrets.find(namespace, name).or(() -> client.find(Kinds.SECRETS, namespace, name));
  }

  @Override
  public Optional<PersistentVolumeClaim> claim(String namespace, String name) {
    return client.find(Kinds.CLAIMS, namespace, name);
  }

  @Override
  public Optional<PersistentVolume> volume(String name) {
    return client.find(Kinds.PERSISTENT_VOLUMES, null, name);
  }

  @Override
  public Optional<Pod> pod(String namespace, String name) {
    return client.find(Kinds.PODS, namespace, name);
  }

  @Override
  public List<Service> services(String namespace) {
    List<Service> all = new ArrayList<>(services.list(namespace));
    if (!namespace.equals("default")) {
      services.get("default", "kubernetes").ifPresent(all::add);
    }
    return all;
  }

  @Override
  public Optional<Node> node() {
    return node.get();
  }

  @Override
  public ServiceToken serviceAccountToken(
      Pod pod, String serviceAccount, List<String> audiences, long expirationSeconds) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
    ObjectNode spec = request.putObject("spec");
    ArrayNode wanted = spec.putArray("audiences");
    audiences.forEach(wanted::add);
    spec.put("expirationSeconds", expirationSeconds);
    spec.putObject("boundObjectRef")
        .put("kind", "Pod")
        .put("apiVersion", "v1")
        .put("name", pod.getMetadata().getName())
        .put("uid", pod.getMetadata().getUid());
    ObjectNode answer =
        client.post(
            Kinds.SERVICE_ACCOUNTS,
            pod.getMetadata().getNamespace(),
            serviceAccount,
            "token",
            request);
    return new ServiceToken(
        answer.path("status").path("token").asText(),
        Instant.parse(answer.path("status").path("expirationTimestamp").asText()));
  }

  @Override
  public Optional<Pod> patchPodStatus(Pod pod, ObjectNode patch) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.putObject("metadata").put("uid", pod.getMetadata().getUid());
    whole.set("status", patch);
    try {
      return Optional.of(
          client.patch(
              Kinds.PODS,
              pod.getMetadata().getNamespace(),
              pod.getMetadata().getName(),
              "status",
              PatchType.STRATEGIC,
              whole));
    } catch (ApiFailure e) {
      if (e.isNotFound() || e.isConflict()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void confirmDeletion(Pod pod) {
    try {
      client.deleteIfPresent(
          Kinds.PODS,
          pod.getMetadata().getNamespace(),
          pod.getMetadata().getName(),
          DeleteOptions.ofUid(pod.getMetadata().getUid()).withGracePeriod(0));
    } catch (ApiFailure e) {
      if (!e.isConflict()) {
        throw e;
      }
      // Another object of the same name: ours is gone.
    }
  }

  @Override
  public Subscription watch(String kind, String namespace, String name, Runnable changed) {
    return kind.equals("Secret")
        ? secrets.subscribe(namespace, name, changed)
        : configMaps.subscribe(namespace, name, changed);
  }
}
