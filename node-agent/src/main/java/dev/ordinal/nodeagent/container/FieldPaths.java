package dev.ordinal.nodeagent.container;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The downward API: a pod's field as text. Pure. */
public final class FieldPaths {

  private static final Pattern SUBSCRIPT =
      Pattern.compile("metadata\\.(labels|annotations)\\['(.*)'\\]");

  private FieldPaths() {}

  /**
   * The field's text; unknown label or annotation gives nothing.
   *
   * @throws ConfigError for a path that is not served
   */
  public static String value(Pod pod, String path, PodAddress address) {
    ObjectMeta metadata = pod.getMetadata();
    Matcher subscript = SUBSCRIPT.matcher(path);
    if (subscript.matches()) {
      Map<String, String> map =
          subscript.group(1).equals("labels") ? metadata.getLabels() : metadata.getAnnotations();
      String found = map == null ? null : map.get(subscript.group(2));
      return found == null ? "" : found;
    }
    return switch (path) {
      case "metadata.name" -> metadata.getName();
      case "metadata.namespace" -> metadata.getNamespace();
      case "metadata.uid" -> metadata.getUid();
      case "metadata.labels" -> lines(metadata.getLabels());
      case "metadata.annotations" -> lines(metadata.getAnnotations());
      case "spec.nodeName" -> address.nodeName();
      case "spec.serviceAccountName" -> serviceAccount(pod);
      case "status.hostIP", "status.hostIPs" -> address.hostIp();
      case "status.podIP", "status.podIPs" -> address.podIp();
      default -> throw new ConfigError("unsupported fieldPath: " + path);
    };
  }

  private static String serviceAccount(Pod pod) {
    String name = pod.getSpec().getServiceAccountName();
    return name == null ? "" : name;
  }

  /** One {@code key="value"} per line, sorted, quoted as Go quotes. */
  private static String lines(@Nullable Map<String, String> map) {
    if (map == null) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    new TreeMap<>(map)
        .forEach(
            (key, value) -> {
              if (!out.isEmpty()) {
                out.append('\n');
              }
              out.append(key).append('=').append(quote(value));
            });
    return out.toString();
  }

  private static String quote(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20 || c == 0x7f) {
            out.append(String.format("\\x%02x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
