package dev.ordinal.apiserver.openapi;

/** The two versions of OpenAPI, where they differ. */
enum Dialect {
  /** Swagger. */
  V2("#/definitions/"),
  /** The one that clients prefer. */
  V3("#/components/schemas/");

  private final String prefix;

  Dialect(String prefix) {
    this.prefix = prefix;
  }

  /** The reference to a named schema. */
  String reference(String name) {
    return prefix + name;
  }
}
