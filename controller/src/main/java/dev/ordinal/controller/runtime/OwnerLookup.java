package dev.ordinal.controller.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Metadata;
import dev.ordinal.client.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Optional;

/** From an owned object to its managing owner. */
public final class OwnerLookup {
  /** The index that {@link #index} adds. */
  private static final String BY_CONTROLLER = "controller";

  private OwnerLookup() {}

  /** Lets {@link #owned} and {@link #orphans} answer for this informer. */
  public static <T> Informer<T> index(Informer<T> informer) {
    return informer.index(
        BY_CONTROLLER,
        object -> {
          String uid = controllerUid(object);
          return List.of(uid.isEmpty() ? orphan(Metadata.of(object).namespace()) : uid);
        });
  }

  /** What the object with this UID manages. */
  public static <T> List<T> owned(Informer<T> informer, String uid) {
    return informer.byIndex(BY_CONTROLLER, uid);
  }

  /** What nobody manages in a namespace. */
  public static <T> List<T> orphans(Informer<T> informer, String namespace) {
    return informer.byIndex(BY_CONTROLLER, orphan(namespace));
  }

  private static String orphan(String namespace) {
    return "orphan/" + namespace;
  }

  /** The UID of the managing owner of a typed object or tree; empty when there is none. */
  public static String controllerUid(Object object) {
    if (object instanceof HasMetadata typed) {
      return controllerOf(typed).map(OwnerReference::getUid).orElse("");
    }
    for (JsonNode owner : ((JsonNode) object).path("metadata").path("ownerReferences")) {
      if (owner.path("controller").asBoolean()) {
        return owner.path("uid").asText("");
      }
    }
    return "";
  }

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
