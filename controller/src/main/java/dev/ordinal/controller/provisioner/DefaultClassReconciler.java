package dev.ordinal.controller.provisioner;

import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;

/** Makes the class {@code standard}, once at start, where there is none of that name. */
final class DefaultClassReconciler implements Reconciler {
  static final ObjectKey KEY = ObjectKey.of("", "standard");

  private final KubeClient client;

  DefaultClassReconciler(KubeClient client) {
    this.client = client;
  }

  @Override
  public Result reconcile(ObjectKey key) {
    try {
      client.create(Kinds.STORAGE_CLASSES, null, standard());
    } catch (ApiFailure e) {
      if (!e.isAlreadyExists()) {
        throw e;
      }
    }
    return Result.done();
  }

  static StorageClass standard() {
    return new StorageClassBuilder()
        .withNewMetadata()
        .withName(KEY.name())
        .addToAnnotations("storageclass.kubernetes.io/is-default-class", "true")
        .endMetadata()
        .withProvisioner(Provisioners.DIRECTORY)
        .withReclaimPolicy("Delete")
        .withVolumeBindingMode("Immediate")
        .withAllowVolumeExpansion(true)
        .build();
  }
}
