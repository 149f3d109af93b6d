package dev.ordinal.apiserver.request;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a URL's path addresses. Pure.
 *
 * @param group empty for the core group
 * @param version empty where the path is not below a group version
 * @param watch whether the old {@code /watch/} prefix was used
 * @param namespace empty outside of namespaces
 * @param plural empty for paths that address no resource
 * @param name empty for a collection
 * @param rest the segments behind the name: the subresource first
 */
public record ResourcePath(
    String group,
    String version,
    boolean watch,
    String namespace,
    String plural,
    String name,
    List<String> rest) {

  /** A path that addresses no resource. */
  public static final ResourcePath NONE = new ResourcePath("", "", false, "", "", "", List.of());

  /** Copies the list. */
  public ResourcePath {
    rest = List.copyOf(rest);
  }

  /** Takes a path apart; {@link #NONE} where it lies outside of {@code /api} and {@code /apis}. */
  public static ResourcePath parse(String path) {
    List<String> parts = segments(path);
    if (parts.size() >= 3 && parts.getFirst().equals("api")) {
      return below("", parts.get(1), parts.subList(2, parts.size()));
    }
    if (parts.size() >= 4 && parts.getFirst().equals("apis")) {
      return below(parts.get(1), parts.get(2), parts.subList(3, parts.size()));
    }
    return NONE;
  }

  private static ResourcePath below(String group, String version, List<String> tail) {
    boolean watch = tail.getFirst().equals("watch") && tail.size() > 1;
    List<String> parts = watch ? tail.subList(1, tail.size()) : tail;
    String namespace = "";
    if (parts.getFirst().equals("namespaces") && parts.size() > 1) {
      boolean ofNamespaceItself =
          parts.size() == 2
              || (group.isEmpty()
                  && parts.size() == 3
                  && (parts.get(2).equals("status") || parts.get(2).equals("finalize")));
      namespace = parts.get(1);
      if (!ofNamespaceItself) {
        parts = parts.subList(2, parts.size());
      }
    }
    String plural = parts.getFirst();
    String name = parts.size() > 1 ? parts.get(1) : "";
    List<String> rest = parts.size() > 2 ? parts.subList(2, parts.size()) : List.of();
    return new ResourcePath(group, version, watch, namespace, plural, name, rest);
  }

  private static List<String> segments(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty()) {
        String decoded = decode(part);
        // A segment is a name, never a way: an escaped slash or a step up must not reach a key.
        if (decoded.equals("..") || decoded.equals(".") || decoded.indexOf('/') >= 0) {
          throw ApiException.badRequest("invalid path segment: " + part);
        }
        parts.add(decoded);
      }
    }
    return parts;
  }

  private static String decode(String part) {
    if (part.indexOf('%') < 0) {
      return part;
    }
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("invalid URL escape in the path: " + part);
    }
  }

  /** Whether a resource is addressed. */
  public boolean isResource() {
    return !plural.isEmpty();
  }

  /** The subresource, empty for the object itself. */
  public String subresource() {
    return rest.isEmpty() ? "" : rest.getFirst();
  }

  /** {@code v1} or {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** {@code statefulsets.apps}; just the plural in the core group. */
  public String groupResource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
