package dev.ordinal.controller.garbage;

import io.fabric8.kubernetes.api.model.OwnerReference;

/** What a reference says of an owner. */
record Owner(String apiVersion, String kind, String name, String uid, boolean blocking) {

  static Owner of(OwnerReference reference) {
    return new Owner(
        String.valueOf(reference.getApiVersion()),
        String.valueOf(reference.getKind()),
        String.valueOf(reference.getName()),
        String.valueOf(reference.getUid()),
        Boolean.TRUE.equals(reference.getBlockOwnerDeletion()));
  }

  /** The group of the owner's API version. */
  String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }
}
