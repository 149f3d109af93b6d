package dev.ordinal.controller.runtime;

import dev.ordinal.client.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Optional;

/** From an owned object to its managing owner. */
public final class OwnerLookup {
  private OwnerLookup() {}

  /** The owner reference with controller=true, of which there is one at most. */
  public static Optional<OwnerReference> controllerOf(HasMetadata object) {
    List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
    return owners.stream().filter(o -> Boolean.TRUE.equals(o.getController())).findFirst();
  }

  /** The key of the managing owner, if it is of this kind; the caller checks the UID. */
  public static Optional<ObjectKey> ownerKey(HasMetadata object, String ownerKind) {
    return controllerOf(object)
        .filter(owner -> owner.getKind().equals(ownerKind))
        .map(owner -> ObjectKey.of(object.getMetadata().getNamespace(), owner.getName()));
  }

  /** True when the managing owner is the object with this UID. */
  public static boolean isControlledBy(HasMetadata object, String uid) {
    return controllerOf(object).filter(owner -> owner.getUid().equals(uid)).isPresent();
  }
}
