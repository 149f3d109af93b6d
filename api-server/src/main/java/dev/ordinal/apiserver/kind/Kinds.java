package dev.ordinal.apiserver.kind;

import java.util.List;
import java.util.Optional;

/** All resources that are served; may change while the server runs. Safe on any thread. */
public interface Kinds {

  /** Every resource, in the order of discovery. */
  List<ResourceType> all();

  /** The resource under a URL's group (empty for core), version and plural. */
  default Optional<ResourceType> find(String group, String version, String plural) {
    return all().stream()
        .filter(
            type ->
                type.plural().equals(plural)
                    && type.version().equals(version)
                    && type.group().equals(group))
        .findFirst();
  }
}
