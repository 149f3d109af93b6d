package dev.ordinal.nodeagent.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;

/**
 * What running a pod needs of the cluster.
 *
 * <p>Threads: any; calls block. Errors: {@link dev.ordinal.client.ApiFailure}.
 */
public interface ClusterApi {

  /** A config map, or empty when there is none. */
  Optional<ConfigMap> configMap(String namespace, String name);

  /** A secret, or empty when there is none. */
  Optional<Secret> secret(String namespace, String name);

  /** A claim, or empty when there is none. */
  Optional<PersistentVolumeClaim> claim(String namespace, String name);

  /** A persistent volume, or empty when there is none. */
  Optional<PersistentVolume> volume(String name);

  /** The pod as stored now, or empty when there is none of that name. */
  Optional<Pod> pod(String namespace, String name);

  /** The services that a pod of a namespace is told of, from the cache. */
  List<Service> services(String namespace);

  /** This node's object, or empty before it is registered. */
  Optional<Node> node();

  /** A token of a service account, bound to a pod. */
  ServiceToken serviceAccountToken(
      Pod pod, String serviceAccount, List<String> audiences, long expirationSeconds);

  /**
   * Writes a pod's status by strategic merge patch, only if the pod still has its uid.
   *
   * @return the pod as stored afterwards, or empty when it is gone
   */
  Optional<Pod> patchPodStatus(Pod pod, ObjectNode patch);

  /** Confirms a deletion: grace 0, only if the pod still has its uid. Gone is success. */
  void confirmDeletion(Pod pod);

  /**
   * Tells when an object changes, until closed.
   *
   * @param kind {@code ConfigMap} or {@code Secret}
   * @param changed called on any thread; must return quickly
   */
  Subscription watch(String kind, String namespace, String name, Runnable changed);

  /** Ends a watch. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
