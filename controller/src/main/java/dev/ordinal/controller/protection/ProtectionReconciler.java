package dev.ordinal.controller.protection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ListOptions;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PatchType;
import dev.ordinal.client.ResourceKind;
import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.ControllerSpec;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One claim or one volume: read, decide, write the finalizers. */
public final class ProtectionReconciler {
  private static final String BY_CLAIM = "protection-claim";

  private final KubeClient client;
  private final Informer<PersistentVolumeClaim> claims;
  private final Informer<PersistentVolume> volumes;
  private final Informer<Pod> pods;

  private ProtectionReconciler(ControllerContext context) {
    this.client = context.client();
    this.claims = context.informers().of(Kinds.CLAIMS);
    this.volumes = context.informers().of(Kinds.PERSISTENT_VOLUMES);
    this.pods =
        context
            .informers()
            .of(Kinds.PODS)
            .index(BY_CLAIM, pod -> claimKeys(pod).stream().map(ObjectKey::toString).toList());
  }

  /** The controller of claims. */
  public static Controller ofClaims(ControllerContext context) {
    return ControllerSpec.named("persistentvolumeclaim-protection-controller")
        .forKind(Kinds.CLAIMS)
        .watches(Kinds.PODS, ProtectionReconciler::claimKeys)
        .reconciledBy(context, new ProtectionReconciler(context)::reconcileClaim);
  }

  /** The controller of volumes. */
  public static Controller ofVolumes(ControllerContext context) {
    return ControllerSpec.named("persistentvolume-protection-controller")
        .forKind(Kinds.PERSISTENT_VOLUMES)
        .reconciledBy(context, new ProtectionReconciler(context)::reconcileVolume);
  }

  private static List<ObjectKey> claimKeys(Pod pod) {
    return Pods.claimNames(pod).stream()
        .map(name -> ObjectKey.of(pod.getMetadata().getNamespace(), name))
        .toList();
  }

  private Result reconcileClaim(ObjectKey key) {
    Optional<PersistentVolumeClaim> claim = claims.get(key);
    if (claim.isPresent()) {
      ProtectionAction action =
          ProtectionPlanner.forClaim(claim.get(), pods.byIndex(BY_CLAIM, key.toString()));
      if (action instanceof ProtectionAction.TakeOff) {
        List<Pod> now = client.list(Kinds.PODS, key.namespace(), ListOptions.all()).items();
        action = ProtectionPlanner.forClaim(claim.get(), now);
      }
      write(Kinds.CLAIMS, claim.get(), action);
    }
    return Result.done();
  }

  private Result reconcileVolume(ObjectKey key) {
    volumes
        .get(key)
        .ifPresent(
            volume -> write(Kinds.PERSISTENT_VOLUMES, volume, ProtectionPlanner.forVolume(volume)));
    return Result.done();
  }

  private <T extends HasMetadata> void write(
      ResourceKind<T> kind, T object, ProtectionAction action) {
    List<String> finalizers = new ArrayList<>(object.getMetadata().getFinalizers());
    switch (action) {
      case ProtectionAction.Nothing() -> {
        return;
      }
      case ProtectionAction.PutOn(String finalizer) -> finalizers.add(finalizer);
      case ProtectionAction.TakeOff(String finalizer) -> finalizers.remove(finalizer);
    }
    ObjectNode patch = Json.object();
    patch
        .putObject("metadata")
        .put("uid", object.getMetadata().getUid())
        .put("resourceVersion", object.getMetadata().getResourceVersion())
        .set("finalizers", Json.mapper().valueToTree(finalizers));
    try {
      client.patch(
          kind,
          object.getMetadata().getNamespace(),
          object.getMetadata().getName(),
          PatchType.MERGE,
          patch);
    } catch (ApiFailure e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }
}
