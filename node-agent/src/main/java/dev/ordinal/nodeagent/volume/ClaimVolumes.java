package dev.ordinal.nodeagent.volume;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A claim's directory: by way of the volume that it is bound to. */
final class ClaimVolumes {

  private static final String DRIVER = "ordinal.dev/directory";

  private ClaimVolumes() {}

  static Path prepare(VolumeContext context, String claimName) {
    String key = context.namespace() + "/" + claimName;
    PersistentVolumeClaim claim =
        context
            .api()
            .claim(context.namespace(), claimName)
            .orElseThrow(
                () ->
                    new VolumeFailure(
                        "error processing PVC "
                            + key
                            + ": failed to fetch PVC from API server: persistentvolumeclaims \""
                            + claimName
                            + "\" not found"));
    String volumeName = claim.getSpec().getVolumeName();
    boolean bound =
        claim.getStatus() != null
            && "Bound".equals(claim.getStatus().getPhase())
            && volumeName != null
            && !volumeName.isEmpty();
    if (!bound) {
      throw new VolumeFailure("error processing PVC " + key + ": PVC is not bound");
    }
    PersistentVolume volume =
        context
            .api()
            .volume(volumeName)
            .orElseThrow(
                () ->
                    new VolumeFailure(
                        "error processing PVC "
                            + key
                            + ": failed to fetch PV "
                            + volumeName
                            + " from API server: persistentvolumes \""
                            + volumeName
                            + "\" not found"));
    checkClaim(volume, claim, key);
    return directory(context, volume);
  }

  private static void checkClaim(PersistentVolume volume, PersistentVolumeClaim claim, String key) {
    Optional<String> claimUid =
        Optional.ofNullable(volume.getSpec().getClaimRef()).map(ObjectReference::getUid);
    if (!claimUid.equals(Optional.ofNullable(claim.getMetadata().getUid()))) {
      throw new VolumeFailure(
          "error processing PVC "
              + key
              + ": PV "
              + volume.getMetadata().getName()
              + " is bound to another claim");
    }
  }

  private static Path directory(VolumeContext context, PersistentVolume volume) {
    PersistentVolumeSpec spec = volume.getSpec();
    if ("Block".equals(spec.getVolumeMode())) {
      throw new VolumeFailure("volumeMode Block is not served by this node");
    }
    if (spec.getCsi() != null) {
      return csi(context, spec.getCsi().getDriver(), spec.getCsi().getVolumeHandle());
    }
    if (spec.getHostPath() != null) {
      return HostPaths.prepare(spec.getHostPath().getPath(), spec.getHostPath().getType());
    }
    if (spec.getLocal() != null) {
      Path path = Path.of(spec.getLocal().getPath());
      if (!Files.exists(path)) {
        throw new VolumeFailure(
            "local volume: path \"" + spec.getLocal().getPath() + "\" does not exist");
      }
      return path;
    }
    throw new VolumeFailure("no volume plugin matched name: " + volume.getMetadata().getName());
  }

  private static Path csi(VolumeContext context, String driver, String handle) {
    if (!driver.equals(DRIVER)) {
      throw new VolumeFailure(
          "driver name " + driver + " not found in the list of registered CSI drivers");
    }
    if (handle.contains("/") || handle.startsWith(".")) {
      throw new VolumeFailure("volume handle " + handle + " is not a plain name");
    }
    Path directory = context.volumesDirectory().resolve(handle);
    if (!Files.isDirectory(directory)) {
      throw new VolumeFailure("directory " + directory + " of the volume does not exist");
    }
    return directory;
  }
}
