package dev.ordinal.controller.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.model.Storage;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the planned steps, one request each. */
final class VolumeWriter {
  private final KubeClient client;
  private final EventRecorder events;

  VolumeWriter(KubeClient client, EventRecorder events) {
    this.client = client;
    this.events = events;
  }

  /** Takes a step; the object as the server has it afterwards, if the step wrote one. */
  Optional<HasMetadata> take(VolumeAction action) {
    return switch (action) {
      case VolumeAction.Reserve(var volume, var claim, boolean byController) ->
          Optional.of(reserve(volume, claim, byController));
      case VolumeAction.Complete(var claim, String volume, boolean byController) ->
          Optional.of(complete(claim, volume, byController));
      case VolumeAction.SetVolumePhase(var volume, String phase, String message) ->
          Optional.of(setPhase(volume, phase, message));
      case VolumeAction.SetClaimStatus(var claim, var status) -> {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("uid", claim.getMetadata().getUid());
        patch.set("status", Json.tree(status));
        yield Optional.of(patchClaim(claim, "status", patch));
      }
      case VolumeAction.Release(var volume, boolean keepName) ->
          Optional.of(release(volume, keepName));
      case VolumeAction.AssignClass(var claim, String className) -> {
        ObjectNode patch = unchanged(claim);
        patch.putObject("spec").put("storageClassName", className);
        yield Optional.of(patchClaim(claim, "", patch));
      }
      case VolumeAction.RequestVolume(var claim, String provisioner) ->
          Optional.of(request(claim, provisioner));
      case VolumeAction.Tell(var about, boolean warning, String reason, String message) -> {
        if (warning) {
          events.warning(about, reason, message);
        } else {
          events.normal(about, reason, message);
        }
        yield Optional.empty();
      }
    };
  }

  private PersistentVolume reserve(
      PersistentVolume volume, PersistentVolumeClaim claim, boolean byController) {
    ObjectNode patch = unchanged(volume);
    if (byController) {
      annotate(patch, Storage.BOUND_BY_CONTROLLER, "yes");
    }
    patch.putObject("spec").set("claimRef", Json.tree(EventRecorder.reference(claim)));
    return patchVolume(volume, "", patch);
  }

  private PersistentVolumeClaim complete(
      PersistentVolumeClaim claim, String volume, boolean byController) {
    ObjectNode patch = Json.object();
    patch.putObject("metadata").put("uid", claim.getMetadata().getUid());
    annotate(patch, Storage.BIND_COMPLETED, "yes");
    if (byController) {
      annotate(patch, Storage.BOUND_BY_CONTROLLER, "yes");
      patch.putObject("spec").put("volumeName", volume);
    }
    return patchClaim(claim, "", patch);
  }

  private PersistentVolume setPhase(PersistentVolume volume, String phase, String message) {
    ObjectNode patch = Json.object();
    patch.putObject("metadata").put("uid", volume.getMetadata().getUid());
    ObjectNode status = patch.putObject("status").put("phase", phase);
    if (message.isEmpty()) {
      status.putNull("message");
    } else {
      status.put("message", message);
    }
    return patchVolume(volume, "status", patch);
  }

  private PersistentVolume release(PersistentVolume volume, boolean keepName) {
    ObjectNode patch = unchanged(volume);
    annotate(patch, Storage.BOUND_BY_CONTROLLER, null);
    ObjectNode spec = patch.putObject("spec");
    if (keepName) {
      spec.putObject("claimRef").putNull("uid").putNull("resourceVersion");
    } else {
      spec.putNull("claimRef");
    }
    return patchVolume(volume, "", patch);
  }

  private PersistentVolumeClaim request(PersistentVolumeClaim claim, String provisioner) {
    ObjectNode patch = unchanged(claim);
    annotate(patch, Storage.PROVISIONER, provisioner);
    annotate(patch, Storage.BETA_PROVISIONER, provisioner);
    PersistentVolumeClaim written = patchClaim(claim, "", patch);
    events.normal(claim, "ExternalProvisioning", pleaseWait(provisioner));
    return written;
  }

  private static String pleaseWait(String provisioner) {
    return "Waiting for a volume to be created either by the external provisioner '"
        + provisioner
        + "' or manually by the system administrator. If volume creation is delayed, please verify"
        + " that the provisioner is running and correctly registered.";
  }

  private PersistentVolume patchVolume(
      PersistentVolume volume, String subresource, ObjectNode patch) {
    String name = volume.getMetadata().getName();
    return client.patch(Kinds.PERSISTENT_VOLUMES, null, name, subresource, PatchType.MERGE, patch);
  }

  private PersistentVolumeClaim patchClaim(
      PersistentVolumeClaim claim, String subresource, ObjectNode patch) {
    return client.patch(
        Kinds.CLAIMS,
        claim.getMetadata().getNamespace(),
        claim.getMetadata().getName(),
        subresource,
        PatchType.MERGE,
        patch);
  }

  /** A patch that is refused when the object is no longer as it was read. */
  private static ObjectNode unchanged(HasMetadata object) {
    ObjectNode patch = Json.object();
    patch
        .putObject("metadata")
        .put("uid", object.getMetadata().getUid())
        .put("resourceVersion", object.getMetadata().getResourceVersion());
    return patch;
  }

  private static void annotate(ObjectNode patch, String key, @Nullable String value) {
    patch.withObjectProperty("metadata").withObjectProperty("annotations").put(key, value);
  }
}
