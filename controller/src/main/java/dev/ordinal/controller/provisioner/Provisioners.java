package dev.ordinal.controller.provisioner;

import java.util.Set;
import java.util.stream.Collectors;

/** The provisioner names that directories stand in for. */
public final class Provisioners {
  static final String DIRECTORY = "ordinal.dev/directory";

  private static final Set<String> SERVED =
      Set.of(
          DIRECTORY,
          "pd.csi.storage.gke.io",
          "kubernetes.io/gce-pd",
          "ebs.csi.aws.com",
          "kubernetes.io/aws-ebs",
          "efs.csi.aws.com",
          "disk.csi.azure.com",
          "kubernetes.io/azure-disk",
          "file.csi.azure.com",
          "kubernetes.io/host-path",
          "k8s.io/minikube-hostpath",
          "rancher.io/local-path",
          "docker.io/hostpath",
          "hostpath.csi.k8s.io",
          "dobs.csi.digitalocean.com",
          "cinder.csi.openstack.org",
          "csi.vsphere.vmware.com");

  private Provisioners() {}

  static boolean serve(String provisioner) {
    return SERVED.contains(provisioner);
  }

  /** Those of the form that upstream keeps for its own: {@code kubernetes.io/...}. */
  public static Set<String> inTree() {
    return SERVED.stream()
        .filter(name -> name.startsWith("kubernetes.io/"))
        .collect(Collectors.toUnmodifiableSet());
  }
}
