package dev.ordinal.controller.model;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import io.fabric8.kubernetes.api.model.VolumeResourceRequirements;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names and small facts of claims, volumes and storage classes. */
public final class Storage {
  public static final String BIND_COMPLETED = "pv.kubernetes.io/bind-completed";
  public static final String BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";
  public static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";
  public static final String PROVISIONER = "volume.kubernetes.io/storage-provisioner";
  public static final String BETA_PROVISIONER = "volume.beta.kubernetes.io/storage-provisioner";
  public static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
  private static final String BETA_CLASS = "volume.beta.kubernetes.io/storage-class";
  private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";
  private static final String BETA_DEFAULT_CLASS =
      "storageclass.beta.kubernetes.io/is-default-class";

  private Storage() {}

  /** The class that a claim asks for; empty for none, null where it leaves the choice open. */
  public static @Nullable String requestedClass(PersistentVolumeClaim claim) {
    String beta = Labels.annotations(claim).get(BETA_CLASS);
    return beta == null ? claim.getSpec().getStorageClassName() : beta;
  }

  /** The class of a claim, empty for none. */
  public static String className(PersistentVolumeClaim claim) {
    return Objects.requireNonNullElse(requestedClass(claim), "");
  }

  /** The class of a volume, empty for none. */
  public static String className(PersistentVolume volume) {
    String beta = Labels.annotations(volume).get(BETA_CLASS);
    return Objects.requireNonNullElse(
        beta == null ? volume.getSpec().getStorageClassName() : beta, "");
  }

  /** Whether a class is marked as the default one, by either annotation. */
  public static boolean isDefault(StorageClass storageClass) {
    Map<String, String> annotations = Labels.annotations(storageClass);
    return "true".equals(annotations.get(DEFAULT_CLASS))
        || "true".equals(annotations.get(BETA_DEFAULT_CLASS));
  }

  /** Whether volumes of the class wait for the first pod that uses the claim. */
  public static boolean waitsForConsumer(@Nullable StorageClass storageClass) {
    return storageClass != null
        && "WaitForFirstConsumer".equals(storageClass.getVolumeBindingMode());
  }

  /** The name of the volume that the claim names, empty for none. */
  public static String volumeName(PersistentVolumeClaim claim) {
    return Objects.requireNonNullElse(claim.getSpec().getVolumeName(), "");
  }

  /** Whether the binding of the claim has been completed. */
  public static boolean isBound(PersistentVolumeClaim claim) {
    return !volumeName(claim).isEmpty() && Labels.annotations(claim).containsKey(BIND_COMPLETED);
  }

  /** The storage that the claim asks for, in bytes. */
  public static long requested(PersistentVolumeClaim claim) {
    VolumeResourceRequirements resources = claim.getSpec().getResources();
    Map<String, Quantity> requests = resources == null ? null : resources.getRequests();
    return requests == null ? 0 : Amounts.units(requests.get("storage"));
  }

  /** The storage that the volume offers, in bytes. */
  public static long capacity(PersistentVolume volume) {
    Map<String, Quantity> capacity = volume.getSpec().getCapacity();
    return capacity == null ? 0 : Amounts.units(capacity.get("storage"));
  }

  /** The volume mode, Filesystem where none is named. */
  public static String mode(@Nullable String volumeMode) {
    return volumeMode == null ? "Filesystem" : volumeMode;
  }

  /** Whether the volume is bound to, or reserved for, this claim and no other of its name. */
  public static boolean isFor(PersistentVolume volume, PersistentVolumeClaim claim) {
    ObjectReference reference = volume.getSpec().getClaimRef();
    return reference != null
        && Objects.equals(reference.getName(), claim.getMetadata().getName())
        && Objects.equals(reference.getNamespace(), claim.getMetadata().getNamespace())
        && (isBlank(reference.getUid()) || reference.getUid().equals(claim.getMetadata().getUid()));
  }

  /** Whether the node can reach the volume. */
  public static boolean reachable(PersistentVolume volume, Node node) {
    VolumeNodeAffinity affinity = volume.getSpec().getNodeAffinity();
    return affinity == null
        || affinity.getRequired() == null
        || NodeSelectors.matches(affinity.getRequired(), node);
  }

  /** Whether a text is missing or empty. */
  public static boolean isBlank(@Nullable String text) {
    return text == null || text.isEmpty();
  }
}
