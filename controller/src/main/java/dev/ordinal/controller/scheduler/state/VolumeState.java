package dev.ordinal.controller.scheduler.state;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Claims, volumes and classes as the scheduler sees them.
 *
 * @param claims by namespace and name, joined by a slash
 * @param volumes by name
 * @param classes by name
 */
public record VolumeState(
    Map<String, PersistentVolumeClaim> claims,
    Map<String, PersistentVolume> volumes,
    Map<String, StorageClass> classes) {
  public static final VolumeState EMPTY = new VolumeState(Map.of(), Map.of(), Map.of());

  /** A claim by namespace and name. */
  public Optional<PersistentVolumeClaim> claim(String namespace, String name) {
    return Optional.ofNullable(claims.get(namespace + "/" + name));
  }

  /** A volume by name. */
  public Optional<PersistentVolume> volume(String name) {
    return Optional.ofNullable(volumes.get(name));
  }

  /** The class of a claim, if it names one that exists. */
  public Optional<StorageClass> classOf(PersistentVolumeClaim claim) {
    String name = claim.getSpec().getStorageClassName();
    return name == null ? Optional.empty() : Optional.ofNullable(classes.get(name));
  }

  /** The volumes of a class. */
  public List<PersistentVolume> volumesOf(String className) {
    return volumes.values().stream()
        .filter(volume -> className.equals(volume.getSpec().getStorageClassName()))
        .toList();
  }
}
