package dev.ordinal.nodeagent.container;

import dev.ordinal.nodeagent.api.ClusterApi;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a container's environment from all its sources, in upstream's order: services, envFrom,
 * env; later ones win.
 *
 * <p>Errors: {@link ConfigError} when a source that is not optional is missing.
 */
public final class EnvironmentBuilder {

  private final ClusterApi api;
  private final Pod pod;
  private final PodAddress address;
  private final Map<String, Quantity> allocatable;

  /** For one pod. */
  public EnvironmentBuilder(
      ClusterApi api, Pod pod, PodAddress address, Map<String, Quantity> allocatable) {
    this.api = api;
    this.pod = pod;
    this.address = address;
    this.allocatable = allocatable;
  }

  /** The whole environment that the pod asks for; the image's comes below it. */
  public Map<String, String> build(Container container) {
    Map<String, String> services = services();
    Map<String, String> result = new LinkedHashMap<>();
    for (EnvFromSource source : container.getEnvFrom()) {
      addAll(source, result);
    }
    for (EnvVar variable : container.getEnv()) {
      add(container, variable, services, result);
    }
    Map<String, String> all = new LinkedHashMap<>(services);
    all.putAll(result);
    return all;
  }

  private Map<String, String> services() {
    boolean links = !Boolean.FALSE.equals(pod.getSpec().getEnableServiceLinks());
    String namespace = pod.getMetadata().getNamespace();
    return ServiceEnvironment.of(api.services(namespace), namespace, links);
  }

  private void add(
      Container container,
      EnvVar variable,
      Map<String, String> services,
      Map<String, String> result) {
    EnvVarSource from = variable.getValueFrom();
    if (from == null) {
      String value = variable.getValue() == null ? "" : variable.getValue();
      Map<String, String> known = new LinkedHashMap<>(services);
      known.putAll(result);
      result.put(variable.getName(), Expansion.expand(value, known));
      return;
    }
    String value = valueFrom(container, from);
    if (value != null) {
      result.put(variable.getName(), value);
    }
  }

  private @Nullable String valueFrom(Container container, EnvVarSource from) {
    if (from.getFieldRef() != null) {
      return FieldPaths.value(pod, from.getFieldRef().getFieldPath(), address);
    }
    if (from.getResourceFieldRef() != null) {
      ResourceFieldSelector selector = from.getResourceFieldRef();
      return ResourceFields.value(
          named(container, selector.getContainerName()), selector, allocatable);
    }
    if (from.getConfigMapKeyRef() != null) {
      return configMapValue(from.getConfigMapKeyRef());
    }
    if (from.getSecretKeyRef() != null) {
      return secretValue(from.getSecretKeyRef());
    }
    throw new ConfigError("unsupported env valueFrom");
  }

  private Container named(Container own, @Nullable String name) {
    if (name == null || name.isEmpty()) {
      return own;
    }
    return Pods.allContainers(pod).stream()
        .filter(container -> container.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new ConfigError("container " + name + " not found"));
  }

  private @Nullable String configMapValue(ConfigMapKeySelector selector) {
    Optional<ConfigMap> map = api.configMap(namespace(), selector.getName());
    boolean optional = Boolean.TRUE.equals(selector.getOptional());
    if (map.isEmpty()) {
      return missing(optional, "configmap \"" + selector.getName() + "\" not found");
    }
    String value = map.get().getData() == null ? null : map.get().getData().get(selector.getKey());
    return value != null
        ? value
        : missing(
            optional,
            "couldn't find key "
                + selector.getKey()
                + " in ConfigMap "
                + namespace()
                + "/"
                + selector.getName());
  }

  private @Nullable String secretValue(SecretKeySelector selector) {
    Optional<Secret> secret = api.secret(namespace(), selector.getName());
    boolean optional = Boolean.TRUE.equals(selector.getOptional());
    if (secret.isEmpty()) {
      return missing(optional, "secret \"" + selector.getName() + "\" not found");
    }
    String value =
        secret.get().getData() == null ? null : secret.get().getData().get(selector.getKey());
    return value != null
        ? decode(value)
        : missing(
            optional,
            "couldn't find key "
                + selector.getKey()
                + " in Secret "
                + namespace()
                + "/"
                + selector.getName());
  }

  private static @Nullable String missing(boolean optional, String message) {
    if (optional) {
      return null;
    }
    throw new ConfigError(message);
  }

  private void addAll(EnvFromSource source, Map<String, String> result) {
    String prefix = source.getPrefix() == null ? "" : source.getPrefix();
    if (source.getConfigMapRef() != null) {
      String name = source.getConfigMapRef().getName();
      Optional<ConfigMap> map = api.configMap(namespace(), name);
      if (map.isEmpty()) {
        missing(
            Boolean.TRUE.equals(source.getConfigMapRef().getOptional()),
            "configmap \"" + name + "\" not found");
        return;
      }
      orEmpty(map.get().getData()).forEach((key, value) -> result.put(prefix + key, value));
      return;
    }
    if (source.getSecretRef() != null) {
      String name = source.getSecretRef().getName();
      Optional<Secret> secret = api.secret(namespace(), name);
      if (secret.isEmpty()) {
        missing(
            Boolean.TRUE.equals(source.getSecretRef().getOptional()),
            "secret \"" + name + "\" not found");
        return;
      }
      orEmpty(secret.get().getData())
          .forEach((key, value) -> result.put(prefix + key, decode(value)));
    }
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static String decode(String base64) {
    return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private String namespace() {
    return pod.getMetadata().getNamespace();
  }
}
