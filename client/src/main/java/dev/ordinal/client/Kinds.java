package dev.ordinal.client;

import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;

/** The kinds our processes use, one line each. */
public final class Kinds {
  public static final ResourceKind<Binding> BINDINGS =
      ResourceKind.namespaced("", "v1", "bindings", Binding.class);
  public static final ResourceKind<ConfigMap> CONFIG_MAPS =
      ResourceKind.namespaced("", "v1", "configmaps", ConfigMap.class);
  public static final ResourceKind<Endpoints> ENDPOINTS =
      ResourceKind.namespaced("", "v1", "endpoints", Endpoints.class);
  public static final ResourceKind<Event> EVENTS =
      ResourceKind.namespaced("", "v1", "events", Event.class);
  public static final ResourceKind<Namespace> NAMESPACES =
      ResourceKind.clusterScoped("", "v1", "namespaces", Namespace.class);
  public static final ResourceKind<Node> NODES =
      ResourceKind.clusterScoped("", "v1", "nodes", Node.class);
  public static final ResourceKind<PersistentVolume> PERSISTENT_VOLUMES =
      ResourceKind.clusterScoped("", "v1", "persistentvolumes", PersistentVolume.class);
  public static final ResourceKind<PersistentVolumeClaim> CLAIMS =
      ResourceKind.namespaced("", "v1", "persistentvolumeclaims", PersistentVolumeClaim.class);
  public static final ResourceKind<Pod> PODS = ResourceKind.namespaced("", "v1", "pods", Pod.class);
  public static final ResourceKind<Secret> SECRETS =
      ResourceKind.namespaced("", "v1", "secrets", Secret.class);
  public static final ResourceKind<Service> SERVICES =
      ResourceKind.namespaced("", "v1", "services", Service.class);
  public static final ResourceKind<ServiceAccount> SERVICE_ACCOUNTS =
      ResourceKind.namespaced("", "v1", "serviceaccounts", ServiceAccount.class);

  public static final ResourceKind<ControllerRevision> CONTROLLER_REVISIONS =
      ResourceKind.namespaced("apps", "v1", "controllerrevisions", ControllerRevision.class);
  public static final ResourceKind<DaemonSet> DAEMON_SETS =
      ResourceKind.namespaced("apps", "v1", "daemonsets", DaemonSet.class);
  public static final ResourceKind<Deployment> DEPLOYMENTS =
      ResourceKind.namespaced("apps", "v1", "deployments", Deployment.class);
  public static final ResourceKind<ReplicaSet> REPLICA_SETS =
      ResourceKind.namespaced("apps", "v1", "replicasets", ReplicaSet.class);
  public static final ResourceKind<StatefulSet> STATEFUL_SETS =
      ResourceKind.namespaced("apps", "v1", "statefulsets", StatefulSet.class);

  public static final ResourceKind<Job> JOBS =
      ResourceKind.namespaced("batch", "v1", "jobs", Job.class);
  public static final ResourceKind<Lease> LEASES =
      ResourceKind.namespaced("coordination.k8s.io", "v1", "leases", Lease.class);
  public static final ResourceKind<EndpointSlice> ENDPOINT_SLICES =
      ResourceKind.namespaced("discovery.k8s.io", "v1", "endpointslices", EndpointSlice.class);
  public static final ResourceKind<PodDisruptionBudget> POD_DISRUPTION_BUDGETS =
      ResourceKind.namespaced("policy", "v1", "poddisruptionbudgets", PodDisruptionBudget.class);
  public static final ResourceKind<PriorityClass> PRIORITY_CLASSES =
      ResourceKind.clusterScoped("scheduling.k8s.io", "v1", "priorityclasses", PriorityClass.class);

  public static final ResourceKind<CSIDriver> CSI_DRIVERS =
      ResourceKind.clusterScoped("storage.k8s.io", "v1", "csidrivers", CSIDriver.class);
  public static final ResourceKind<CSINode> CSI_NODES =
      ResourceKind.clusterScoped("storage.k8s.io", "v1", "csinodes", CSINode.class);
  public static final ResourceKind<StorageClass> STORAGE_CLASSES =
      ResourceKind.clusterScoped("storage.k8s.io", "v1", "storageclasses", StorageClass.class);
  public static final ResourceKind<VolumeAttachment> VOLUME_ATTACHMENTS =
      ResourceKind.clusterScoped(
          "storage.k8s.io", "v1", "volumeattachments", VolumeAttachment.class);

  private Kinds() {}
}
