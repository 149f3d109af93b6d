package dev.ordinal.controller.model;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Optional;

/** Owner references. */
public final class Owners {
  private Owners() {}

  /** The reference to the object's managing controller. */
  public static Optional<OwnerReference> controllerOf(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
        .findFirst();
  }

  /** Whether the object is controlled by the owner of this uid. */
  public static boolean isControlledBy(HasMetadata object, String uid) {
    return controllerOf(object).map(reference -> uid.equals(reference.getUid())).orElse(false);
  }
}
