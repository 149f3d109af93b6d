package dev.ordinal.apiserver.admission;

import dev.ordinal.apiserver.kind.tree.Tree;

/** A volume or claim stays until nobody uses it; a controller takes the finalizer away. */
final class StorageObjectInUseProtection implements AdmissionStep {

  @Override
  public void admit(Request request) {
    if (Requests.isCreateOf(request, "", "persistentvolumeclaims")) {
      add(request, "kubernetes.io/pvc-protection");
    } else if (Requests.isCreateOf(request, "", "persistentvolumes")) {
      add(request, "kubernetes.io/pv-protection");
    }
  }

  private static void add(Request request, String finalizer) {
    var metadata = Tree.ensureObject(request.object(), "metadata");
    if (!Tree.texts(metadata, "finalizers").contains(finalizer)) {
      Tree.ensureArray(metadata, "finalizers").add(finalizer);
    }
  }
}
