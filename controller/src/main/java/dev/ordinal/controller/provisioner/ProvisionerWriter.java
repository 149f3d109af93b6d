package dev.ordinal.controller.provisioner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.DeleteOptions;
import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.PatchType;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.UncheckedIOException;
import java.util.List;

/** Does to disk and API what has been planned, telling people on the way. */
final class ProvisionerWriter {
  private final KubeClient client;
  private final EventRecorder events;
  private final VolumeDirectories directories;

  ProvisionerWriter(KubeClient client, EventRecorder events, VolumeDirectories directories) {
    this.client = client;
    this.events = events;
    this.directories = directories;
  }

  void take(ProvisionerAction action) {
    switch (action) {
      case ProvisionerAction.Provision(var claim, var volume) -> provision(claim, volume);
      case ProvisionerAction.Remove(var volume, String handle) -> remove(volume, handle);
      case ProvisionerAction.Grow(var claim, var volume, Quantity size) ->
          grow(claim, volume, size);
      case ProvisionerAction.Fail(var about, String reason, String message) ->
          events.warning(about, reason, message);
    }
  }

  private void provision(PersistentVolumeClaim claim, PersistentVolume volume) {
    String key = claim.getMetadata().getNamespace() + "/" + claim.getMetadata().getName();
    events.normal(
        claim,
        "Provisioning",
        "External provisioner is provisioning volume for claim \"" + key + "\"");
    String name = volume.getMetadata().getName();
    try {
      directories.create(name);
    } catch (UncheckedIOException e) {
      events.warning(
          claim,
          "ProvisioningFailed",
          "failed to provision volume with StorageClass \"%s\": %s"
              .formatted(volume.getSpec().getStorageClassName(), e.getMessage()));
      throw e;
    }
    try {
      client.create(Kinds.PERSISTENT_VOLUMES, null, volume);
    } catch (ApiFailure e) {
      if (!e.isAlreadyExists()) {
        throw e;
      }
    }
    events.normal(claim, "ProvisioningSucceeded", "Successfully provisioned volume " + name);
  }

  private void remove(PersistentVolume volume, String handle) {
    try {
      directories.delete(handle);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      events.warning(volume, "VolumeFailedDelete", String.valueOf(e.getMessage()));
      throw e;
    }
    String name = volume.getMetadata().getName();
    String uid = volume.getMetadata().getUid();
    client.deleteIfPresent(Kinds.PERSISTENT_VOLUMES, null, name, DeleteOptions.ofUid(uid));
    client
        .find(Kinds.PERSISTENT_VOLUMES, null, name)
        .filter(now -> now.getMetadata().getUid().equals(uid))
        .filter(now -> now.getMetadata().getFinalizers().contains(NewVolume.FINALIZER))
        .ifPresent(this::dropFinalizer);
  }

  private void dropFinalizer(PersistentVolume volume) {
    List<String> left =
        volume.getMetadata().getFinalizers().stream()
            .filter(finalizer -> !finalizer.equals(NewVolume.FINALIZER))
            .toList();
    ObjectNode patch = Json.object();
    patch
        .putObject("metadata")
        .put("resourceVersion", volume.getMetadata().getResourceVersion())
        .set("finalizers", Json.mapper().valueToTree(left));
    client.patch(
        Kinds.PERSISTENT_VOLUMES, null, volume.getMetadata().getName(), PatchType.MERGE, patch);
  }

  private void grow(PersistentVolumeClaim claim, PersistentVolume volume, Quantity size) {
    String name = volume.getMetadata().getName();
    events.normal(claim, "Resizing", "External resizer is resizing volume " + name);
    ObjectNode patch = Json.object();
    patch.putObject("metadata").put("uid", volume.getMetadata().getUid());
    patch.putObject("spec").putObject("capacity").set("storage", Json.mapper().valueToTree(size));
    client.patch(Kinds.PERSISTENT_VOLUMES, null, name, PatchType.MERGE, patch);
    events.normal(claim, "VolumeResizeSuccessful", "Resize volume succeeded");
  }
}
