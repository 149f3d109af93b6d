package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ConfigError;
import dev.ordinal.nodeagent.container.Expansion;
import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.runtime.ContainerSpec.Mount;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is shown where in a container. */
final class Mounts {

  private static final String HOSTS = "/etc/hosts";
  private static final String RESOLV_CONF = "/etc/resolv.conf";

  private Mounts() {}

  /** The container's volumes and the pod's own files, in the order to mount. */
  static List<Mount> of(PodContext context, Container container, Map<String, String> environment) {
    List<Mount> mounts = new ArrayList<>();
    boolean ownHosts = false;
    boolean ownResolvConf = false;
    Map<String, Path> places = context.volumes().places();
    for (VolumeMount mount : container.getVolumeMounts()) {
      Path source = places.get(mount.getName());
      if (source == null) {
        throw new ConfigError(
            "cannot find volume \""
                + mount.getName()
                + "\" to mount into container \""
                + container.getName()
                + "\"");
      }
      ownHosts |= mount.getMountPath().equals(HOSTS);
      ownResolvConf |= mount.getMountPath().equals(RESOLV_CONF);
      boolean readOnly =
          Boolean.TRUE.equals(mount.getReadOnly()) || isReadOnlyVolume(context, mount.getName());
      mounts.add(new Mount(source, subPath(mount, environment), mount.getMountPath(), readOnly));
    }
    if (!ownHosts) {
      mounts.add(new Mount(OwnFilesStep.hosts(context), "", HOSTS, false));
    }
    if (!ownResolvConf) {
      mounts.add(new Mount(OwnFilesStep.resolvConf(context), "", RESOLV_CONF, false));
    }
    return mounts;
  }

  private static String subPath(VolumeMount mount, Map<String, String> environment) {
    if (mount.getSubPathExpr() != null && !mount.getSubPathExpr().isEmpty()) {
      return Expansion.expand(mount.getSubPathExpr(), environment);
    }
    return mount.getSubPath() == null ? "" : mount.getSubPath();
  }

  /** Config maps and their kin are read-only in containers, claims where the pod says so. */
  private static boolean isReadOnlyVolume(PodContext context, String name) {
    for (Volume volume : context.pod().getSpec().getVolumes()) {
      if (volume.getName().equals(name)) {
        return volume.getConfigMap() != null
            || volume.getSecret() != null
            || volume.getDownwardAPI() != null
            || volume.getProjected() != null
            || (volume.getPersistentVolumeClaim() != null
                && Boolean.TRUE.equals(volume.getPersistentVolumeClaim().getReadOnly()));
      }
    }
    throw new ConfigError("volume " + name + " of " + Pods.describe(context.pod()) + " not found");
  }
}
