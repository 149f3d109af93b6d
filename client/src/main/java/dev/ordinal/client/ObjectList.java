package dev.ordinal.client;

import java.util.List;

/** The answer to a list: the objects and the revision at which they were read. */
public record ObjectList<T>(String resourceVersion, List<T> items) {

  public ObjectList {
    items = List.copyOf(items);
  }
}
