package dev.ordinal.apiserver.openapi;

import dev.ordinal.apiserver.schema.Gvk;

/** The kinds that subresources speak. */
final class Subresources {

  private Subresources() {}

  static Gvk kind(Gvk owner, String subresource) {
    return switch (subresource) {
      case "scale" -> new Gvk("autoscaling", "v1", "Scale");
      case "binding" -> new Gvk("", "v1", "Binding");
      case "eviction" -> new Gvk("policy", "v1", "Eviction");
      case "token" -> new Gvk("authentication.k8s.io", "v1", "TokenRequest");
      default -> owner;
    };
  }
}
