package dev.ordinal.apiserver.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.ApiException;
import java.util.List;

/** Upstream's checks of a pod and its containers before a request is passed on. Pure. */
final class PodTarget {

  private PodTarget() {}

  /** The container that is meant; 400 where that is not clear or it is not one of the pod's. */
  static String container(ObjectNode pod, String asked) {
    List<String> containers = names(pod, "containers");
    List<String> init = names(pod, "initContainers");
    List<String> ephemeral = names(pod, "ephemeralContainers");
    String name = Tree.text(pod, "metadata", "name");
    if (asked.isEmpty()) {
      if (containers.size() == 1 && init.isEmpty() && ephemeral.isEmpty()) {
        return containers.getFirst();
      }
      if (containers.size() == 1) {
        return containers.getFirst();
      }
      String text =
          "a container name must be specified for pod "
              + name
              + ", choose one of: "
              + list(containers);
      if (!init.isEmpty()) {
        text += " or one of the init containers: " + list(init);
      }
      if (!ephemeral.isEmpty()) {
        text += " or one of the ephemeral containers: " + list(ephemeral);
      }
      throw ApiException.badRequest(text);
    }
    if (!containers.contains(asked) && !init.contains(asked) && !ephemeral.contains(asked)) {
      throw ApiException.badRequest("container " + asked + " is not valid for pod " + name);
    }
    return asked;
  }

  /** The node of the pod; 400 where it has none. */
  static String node(ObjectNode pod) {
    String node = Tree.text(pod, "spec", "nodeName");
    if (node.isEmpty()) {
      throw ApiException.badRequest(
          "pod " + Tree.text(pod, "metadata", "name") + " does not have a host assigned");
    }
    return node;
  }

  private static List<String> names(ObjectNode pod, String field) {
    return Tree.objects(pod, "spec", field).stream().map(c -> Tree.text(c, "name")).toList();
  }

  private static String list(List<String> names) {
    return "[" + String.join(" ", names) + "]";
  }
}
