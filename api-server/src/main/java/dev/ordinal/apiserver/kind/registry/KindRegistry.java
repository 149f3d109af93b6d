package dev.ordinal.apiserver.kind.registry;

import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.apiserver.kind.Kinds;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.apps.ControllerRevisionKind;
import dev.ordinal.apiserver.kind.apps.CronJobKind;
import dev.ordinal.apiserver.kind.apps.DaemonSetKind;
import dev.ordinal.apiserver.kind.apps.DeploymentKind;
import dev.ordinal.apiserver.kind.apps.JobKind;
import dev.ordinal.apiserver.kind.apps.PodTemplateKind;
import dev.ordinal.apiserver.kind.apps.ReplicaSetKinds;
import dev.ordinal.apiserver.kind.apps.StatefulSetKind;
import dev.ordinal.apiserver.kind.core.ConfigMapKind;
import dev.ordinal.apiserver.kind.core.EventKind;
import dev.ordinal.apiserver.kind.core.LimitRangeKind;
import dev.ordinal.apiserver.kind.core.NamespaceKind;
import dev.ordinal.apiserver.kind.core.NodeKind;
import dev.ordinal.apiserver.kind.core.ResourceQuotaKind;
import dev.ordinal.apiserver.kind.core.SecretKind;
import dev.ordinal.apiserver.kind.core.ServiceAccountKind;
import dev.ordinal.apiserver.kind.network.EndpointSliceKind;
import dev.ordinal.apiserver.kind.network.EndpointsKind;
import dev.ordinal.apiserver.kind.network.IngressClassKind;
import dev.ordinal.apiserver.kind.network.IngressKind;
import dev.ordinal.apiserver.kind.network.NetworkPolicyKind;
import dev.ordinal.apiserver.kind.pod.PodKind;
import dev.ordinal.apiserver.kind.policy.LeaseKind;
import dev.ordinal.apiserver.kind.policy.PodDisruptionBudgetKind;
import dev.ordinal.apiserver.kind.policy.PriorityClassKind;
import dev.ordinal.apiserver.kind.policy.RbacKinds;
import dev.ordinal.apiserver.kind.service.ServiceKind;
import dev.ordinal.apiserver.kind.volume.CsiNodeKind;
import dev.ordinal.apiserver.kind.volume.PersistentVolumeClaimKind;
import dev.ordinal.apiserver.kind.volume.PersistentVolumeKind;
import dev.ordinal.apiserver.kind.volume.StorageClassKind;
import dev.ordinal.apiserver.kind.volume.VolumeAttachmentKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All kinds that are served. Immutable; safe on any thread. */
public final class KindRegistry implements Kinds {

  private final List<ResourceType> types;
  private final Map<String, ResourceType> byResource = new LinkedHashMap<>();
  private final Map<String, ResourceType> byKind = new LinkedHashMap<>();

  private KindRegistry(List<ResourceType> types) {
    this.types = List.copyOf(types);
    for (ResourceType type : types) {
      byResource.put(type.apiVersion() + "/" + type.plural(), type);
      byKind.put(type.apiVersion() + "/" + type.kind(), type);
    }
  }

  /** The built-in kinds; endpoints may not have loopback addresses. */
  public static KindRegistry builtIn(FeatureGates gates) {
    return builtIn(gates, false);
  }

  /**
   * The built-in kinds: the one list, in the order of discovery.
   *
   * @param loopbackEndpoints {@code --allow-loopback-endpoints}: pods are plain processes of the
   *     host
   */
  public static KindRegistry builtIn(FeatureGates gates, boolean loopbackEndpoints) {
    return new KindRegistry(
        List.of(
            ConfigMapKind.type(),
            EndpointsKind.type(loopbackEndpoints),
            EventKind.core(),
            LimitRangeKind.type(),
            NamespaceKind.type(),
            NodeKind.type(),
            PersistentVolumeClaimKind.type(),
            PersistentVolumeKind.type(),
            PodKind.type(),
            PodTemplateKind.type(),
            ReplicaSetKinds.replicationController(),
            ResourceQuotaKind.type(),
            SecretKind.type(),
            ServiceAccountKind.type(),
            ServiceKind.type(),
            ControllerRevisionKind.type(),
            DaemonSetKind.type(),
            DeploymentKind.type(),
            ReplicaSetKinds.replicaSet(),
            StatefulSetKind.type(gates),
            EventKind.events(),
            CronJobKind.type(),
            JobKind.type(),
            IngressClassKind.type(),
            IngressKind.type(),
            NetworkPolicyKind.type(),
            PodDisruptionBudgetKind.type(),
            RbacKinds.clusterRoleBinding(),
            RbacKinds.clusterRole(),
            RbacKinds.roleBinding(),
            RbacKinds.role(),
            CsiNodeKind.type(),
            StorageClassKind.type(),
            VolumeAttachmentKind.type(),
            PriorityClassKind.type(),
            LeaseKind.type(),
            EndpointSliceKind.type(loopbackEndpoints)));
  }

  @Override
  public List<ResourceType> all() {
    return types;
  }

  @Override
  public Optional<ResourceType> find(String group, String version, String plural) {
    String apiVersion = group.isEmpty() ? version : group + "/" + version;
    return Optional.ofNullable(byResource.get(apiVersion + "/" + plural));
  }

  /** The kind of an object, by what the object says of itself. */
  public Optional<ResourceType> findKind(String apiVersion, String kind) {
    return Optional.ofNullable(byKind.get(apiVersion + "/" + kind));
  }
}
