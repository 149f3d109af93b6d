package dev.ordinal.apiserver.kind;

import java.util.List;
import java.util.Optional;

/** All resources that are served; may change while the server runs. Safe on any thread. */
public interface Kinds {

  /** Every resource, in the order of discovery. */
  List<ResourceType> all();

  /** The resource behind a URL; the group is empty for the core group. */
  Optional<ResourceType> find(String group, String version, String plural);
}
