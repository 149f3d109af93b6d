package dev.ordinal.apiserver.render;

import dev.ordinal.apiserver.kind.ResourceType;
import java.nio.charset.StandardCharsets;

/** The leading part of objects and lists. */
final class TypeMeta {

  private TypeMeta() {}

  /** <code>{"kind":"Pod","apiVersion":"v1",</code>. */
  static byte[] head(String kind, String apiVersion) {
    return utf8("{\"kind\":\"" + kind + "\",\"apiVersion\":\"" + apiVersion + "\",");
  }

  static byte[] head(ResourceType type) {
    return head(type.kind(), type.apiVersion());
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
