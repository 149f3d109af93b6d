package dev.ordinal.apiserver.operation;

import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ObjectCodec;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.FieldError;
import dev.ordinal.apiserver.resource.ResourceStore;
import java.time.InstantSource;
import java.util.List;

/** What creating, updating and deleting share. */
public record Registry(
    ResourceStore store, ObjectCodec codec, Admission admission, InstantSource clock) {

  /** The object, or 404. */
  public StoredObject require(ResourceType type, String namespace, String name) {
    return store
        .find(type, namespace, name)
        .orElseThrow(() -> ApiException.notFound(type.groupResource(), name));
  }

  /** Creates objects of any kind. */
  public Creator creator() {
    return new Creator(this);
  }

  /** Updates objects of any kind. */
  public Updater updater() {
    return new Updater(this);
  }

  /** Deletes objects of any kind. */
  public Deleter deleter() {
    return new Deleter(this);
  }

  static void refuse(ResourceType type, String name, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw ApiException.invalid(type.group(), type.kind(), name, errors);
    }
  }
}
