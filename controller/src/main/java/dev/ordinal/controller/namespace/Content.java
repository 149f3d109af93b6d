package dev.ordinal.controller.namespace;

import java.util.List;
import java.util.Map;

/**
 * What a pass has found in a namespace.
 *
 * @param instances how many objects of each resource are left, by {@code plural.group}
 * @param finalizers how many objects wait for each finalizer
 * @param discoveryErrors why the list of kinds is not complete
 * @param deletionErrors why something could not be deleted
 */
record Content(
    Map<String, Integer> instances,
    Map<String, Integer> finalizers,
    List<String> discoveryErrors,
    List<String> deletionErrors) {
  boolean isEmpty() {
    return instances.isEmpty() && discoveryErrors.isEmpty() && deletionErrors.isEmpty();
  }
}
