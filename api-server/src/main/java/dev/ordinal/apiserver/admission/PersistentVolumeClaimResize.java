package dev.ordinal.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.kind.volume.StorageClassNames;
import dev.ordinal.apiserver.quantity.Quantity;
import java.util.Optional;

/** A claim grows only where its class allows it. */
final class PersistentVolumeClaimResize implements AdmissionStep {

  @Override
  public void admit(Request request) {
    if (request.operation() != Operation.UPDATE
        || !Requests.isFor(request, "", "persistentvolumeclaims")
        || request.old().isEmpty()) {
      return;
    }
    ObjectNode old = request.old().get();
    if (!grows(size(old), size(request.object()))) {
      return;
    }
    if (!Tree.text(old, "status", "phase").equals("Bound")) {
      throw Requests.forbidden(request, "Only bound persistent volume claims can be expanded");
    }
    Optional<ObjectNode> storageClass =
        request
            .objects()
            .get("storage.k8s.io", "storageclasses", "", StorageClassNames.of(request.object()));
    boolean allowed = storageClass.filter(c -> Tree.truth(c, "allowVolumeExpansion")).isPresent();
    if (!allowed) {
      throw Requests.forbidden(
          request,
          "only dynamically provisioned pvc can be resized and the storageclass that provisions the"
              + " pvc must support resize");
    }
  }

  private static String size(ObjectNode claim) {
    return Tree.text(claim, "spec", "resources", "requests", "storage");
  }

  private static boolean grows(String from, String to) {
    return !from.isEmpty()
        && !to.isEmpty()
        && Quantity.parse(to).compareTo(Quantity.parse(from)) > 0;
  }
}
