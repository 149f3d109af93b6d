package dev.ordinal.apiserver.auth;

import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ResourcePath;
import dev.ordinal.apiserver.request.User;
import dev.ordinal.apiserver.selector.FieldSelector;
import dev.ordinal.apiserver.selector.SelectorException;
import java.util.Set;

/**
 * What someone wants to do.
 *
 * @param resource empty where the path is not one of a resource
 * @param path of a request that is not about a resource
 */
public record Attributes(
    User user,
    String verb,
    String group,
    String resource,
    Place place,
    String subresource,
    String path) {

  /** Which objects. */
  public record Place(String namespace, String name) {}

  /** Subresources that run something in a pod: whatever the method, they are a create. */
  private static final Set<String> STREAMING = Set.of("exec", "attach", "portforward", "proxy");

  /** What a request wants. */
  public static Attributes of(ApiRequest request) {
    ResourcePath target = request.target();
    String verb = STREAMING.contains(target.subresource()) ? "create" : request.verb();
    return new Attributes(
        request.user(),
        verb,
        target.group(),
        target.plural(),
        new Place(target.namespace(), name(request)),
        target.subresource(),
        target.isResource() ? "" : request.path());
  }

  /** A list or watch of one name, by a field selector, is about that object. */
  private static String name(ApiRequest request) {
    String name = request.target().name();
    if (!name.isEmpty()) {
      return name;
    }
    try {
      return FieldSelector.parse(request.query().text("fieldSelector").orElse(""))
          .required("metadata.name")
          .orElse("");
    } catch (SelectorException _) {
      return "";
    }
  }

  /** Whether it is about a resource. */
  public boolean isResource() {
    return !resource.isEmpty();
  }

  /** {@code pods} or {@code pods/log}. */
  public String fullResource() {
    return subresource.isEmpty() ? resource : resource + "/" + subresource;
  }

  /** Upstream's sentence for a refusal. */
  public String refusal() {
    if (!isResource()) {
      return "User \"" + user.name() + "\" cannot " + verb + " path \"" + path + "\"";
    }
    String where =
        place.namespace().isEmpty()
            ? " at the cluster scope"
            : " in the namespace \"" + place.namespace() + "\"";
    return "User \""
        + user.name()
        + "\" cannot "
        + verb
        + " resource \""
        + fullResource()
        + "\" in API group \""
        + group
        + "\""
        + where;
  }
}
