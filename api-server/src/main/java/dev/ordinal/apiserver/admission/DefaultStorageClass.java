package dev.ordinal.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.kind.volume.StorageClassNames;
import java.util.Comparator;

/** A claim that names no class gets the default one; of several the newest. */
final class DefaultStorageClass implements AdmissionStep {

  private static final Comparator<ObjectNode> NEWEST_FIRST =
      Comparator.<ObjectNode, String>comparing(c -> Tree.text(c, "metadata", "creationTimestamp"))
          .reversed()
          .thenComparing(c -> Tree.text(c, "metadata", "name"));

  @Override
  public void admit(Request request) {
    if (!Requests.isCreateOf(request, "", "persistentvolumeclaims")
        || StorageClassNames.isNamed(request.object())) {
      return;
    }
    request.objects().list("storage.k8s.io", "storageclasses", "").stream()
        .filter(StorageClassNames::isDefault)
        .min(NEWEST_FIRST)
        .ifPresent(
            c -> Requests.spec(request).put("storageClassName", Tree.text(c, "metadata", "name")));
  }
}
