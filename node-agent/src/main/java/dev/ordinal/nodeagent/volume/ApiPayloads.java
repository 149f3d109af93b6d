package dev.ordinal.nodeagent.volume;

import dev.ordinal.nodeagent.container.FieldPaths;
import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.container.ResourceFields;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files that config maps, secrets and the downward API give. */
final class ApiPayloads {

  private final VolumeContext context;

  ApiPayloads(VolumeContext context) {
    this.context = context;
  }

  Payload configMap(String name, List<KeyToPath> items, int mode, boolean optional) {
    Optional<ConfigMap> found = context.api().configMap(context.namespace(), name);
    if (found.isEmpty()) {
      return missing(optional, "configmap \"" + name + "\" not found");
    }
    Map<String, byte[]> data = new LinkedHashMap<>();
    orEmpty(found.get().getData())
        .forEach((key, value) -> data.put(key, value.getBytes(StandardCharsets.UTF_8)));
    orEmpty(found.get().getBinaryData()).forEach((key, value) -> data.put(key, decode(value)));
    return select(data, items, mode, optional, "config");
  }

  Payload secret(String name, List<KeyToPath> items, int mode, boolean optional) {
    Optional<Secret> found = context.api().secret(context.namespace(), name);
    if (found.isEmpty()) {
      return missing(optional, "secret \"" + name + "\" not found");
    }
    Map<String, byte[]> data = new LinkedHashMap<>();
    orEmpty(found.get().getData()).forEach((key, value) -> data.put(key, decode(value)));
    return select(data, items, mode, optional, "secret");
  }

  Payload downward(List<DownwardAPIVolumeFile> items, int mode) {
    Payload payload = new Payload();
    for (DownwardAPIVolumeFile item : items) {
      int own = item.getMode() == null ? mode : item.getMode();
      payload.add(item.getPath(), downwardText(item).getBytes(StandardCharsets.UTF_8), own);
    }
    return payload;
  }

  private String downwardText(DownwardAPIVolumeFile item) {
    if (item.getFieldRef() != null) {
      return FieldPaths.value(context.pod(), item.getFieldRef().getFieldPath(), context.address());
    }
    var selector = item.getResourceFieldRef();
    Container container =
        Pods.allContainers(context.pod()).stream()
            .filter(candidate -> candidate.getName().equals(selector.getContainerName()))
            .findFirst()
            .orElseThrow(
                () -> new VolumeFailure("container " + selector.getContainerName() + " not found"));
    return ResourceFields.value(container, selector, context.allocatable());
  }

  private static Payload select(
      Map<String, byte[]> data, List<KeyToPath> items, int mode, boolean optional, String what) {
    Payload payload = new Payload();
    if (items.isEmpty()) {
      data.forEach((key, value) -> payload.add(key, value, mode));
      return payload;
    }
    for (KeyToPath item : items) {
      byte[] value = data.get(item.getKey());
      if (value == null) {
        missing(optional, "references non-existent " + what + " key: " + item.getKey());
        continue;
      }
      payload.add(item.getPath(), value, item.getMode() == null ? mode : item.getMode());
    }
    return payload;
  }

  private static Payload missing(boolean optional, String message) {
    if (!optional) {
      throw new VolumeFailure(message);
    }
    return new Payload();
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static byte[] decode(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }
}
