package dev.ordinal.apiserver.discovery;

import dev.ordinal.apiserver.kind.ResourceType;
import java.util.ArrayList;
import java.util.List;

/**
 * One resource as discovery tells of it.
 *
 * @param shortNames empty for most
 */
public record Described(
    Names names,
    boolean namespaced,
    List<String> verbs,
    List<String> shortNames,
    List<String> categories,
    List<Subresource> subresources) {

  /** The names of a resource. */
  public record Names(String group, String version, String kind, String plural, String singular) {}

  /** A subresource with the kind that it speaks. */
  public record Subresource(
      String name, String group, String version, String kind, List<String> verbs) {}

  private static final List<String> ALL_VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final List<String> NO_COLLECTION =
      List.of("create", "delete", "get", "list", "patch", "update", "watch");
  private static final List<String> STATUS = List.of("get", "patch", "update");
  private static final List<String> CONNECT = List.of("create", "get");
  private static final List<String> PROXY = List.of("create", "delete", "get", "patch", "update");

  /** Copies the lists. */
  public Described {
    verbs = List.copyOf(verbs);
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
    subresources = List.copyOf(subresources);
  }

  /** A resource that can only be created: a question and its answer. */
  public static Described question(
      String group, String version, String kind, String plural, boolean namespaced) {
    String singular = plural.endsWith("s") ? plural.substring(0, plural.length() - 1) : plural;
    return new Described(
        new Names(group, version, kind, plural, singular),
        namespaced,
        List.of("create"),
        List.of(),
        List.of(),
        List.of());
  }

  static Described of(ResourceType type) {
    List<Subresource> subresources = new ArrayList<>();
    type.subresources().stream().sorted().forEach(name -> subresources.add(sub(type, name)));
    return new Described(
        new Names(type.group(), type.version(), type.kind(), type.plural(), type.singular()),
        type.namespaced(),
        type.groupResource().equals("namespaces") ? NO_COLLECTION : ALL_VERBS,
        type.shortNames(),
        type.categories(),
        subresources);
  }

  private static Subresource sub(ResourceType type, String name) {
    String kind = type.kind();
    return switch (name) {
      case "scale" -> new Subresource(name, "autoscaling", "v1", "Scale", STATUS);
      case "binding" -> new Subresource(name, "", "v1", "Binding", List.of("create"));
      case "eviction" -> new Subresource(name, "policy", "v1", "Eviction", List.of("create"));
      case "token" ->
          new Subresource(name, "authentication.k8s.io", "v1", "TokenRequest", List.of("create"));
      case "log" -> new Subresource(name, type.group(), type.version(), kind, List.of("get"));
      case "exec" -> new Subresource(name, "", "v1", "PodExecOptions", CONNECT);
      case "attach" -> new Subresource(name, "", "v1", "PodAttachOptions", CONNECT);
      case "portforward" -> new Subresource(name, "", "v1", "PodPortForwardOptions", CONNECT);
      case "proxy" -> new Subresource(name, "", "v1", kind + "ProxyOptions", PROXY);
      case "finalize" ->
          new Subresource(name, type.group(), type.version(), kind, List.of("update"));
      default -> new Subresource(name, type.group(), type.version(), kind, STATUS);
    };
  }

  String groupVersion() {
    return names.group().isEmpty() ? names.version() : names.group() + "/" + names.version();
  }
}
