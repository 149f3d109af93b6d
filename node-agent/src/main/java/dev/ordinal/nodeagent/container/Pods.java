package dev.ordinal.nodeagent.container;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions about a pod's specification that several parts ask; pure. */
public final class Pods {

  private Pods() {}

  /** {@code Always}, {@code OnFailure} or {@code Never}. */
  public static String restartPolicy(Pod pod) {
    String policy = pod.getSpec().getRestartPolicy();
    return policy == null ? "Always" : policy;
  }

  /** Whether the pod uses the node's network. */
  public static boolean hostNetwork(Pod pod) {
    return Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
  }

  /** Whether an init container is a sidecar. */
  public static boolean isSidecar(Container container) {
    return "Always".equals(container.getRestartPolicy());
  }

  /** {@code name_namespace(uid)}, as messages name a pod. */
  public static String describe(Pod pod) {
    return pod.getMetadata().getName()
        + "_"
        + pod.getMetadata().getNamespace()
        + "("
        + pod.getMetadata().getUid()
        + ")";
  }

  /** {@code namespace/name}. */
  public static String key(Pod pod) {
    return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
  }

  /** The phase that the API server knows, or empty. */
  public static String phase(Pod pod) {
    return pod.getStatus() == null || pod.getStatus().getPhase() == null
        ? ""
        : pod.getStatus().getPhase();
  }

  /** Whether the pod has ended for good. */
  public static boolean isTerminal(Pod pod) {
    String phase = phase(pod);
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** The grace period in seconds that counts now. */
  public static long gracePeriodSeconds(Pod pod) {
    Long deletion = pod.getMetadata().getDeletionGracePeriodSeconds();
    if (deletion != null) {
      return Math.max(1, deletion);
    }
    Long spec = pod.getSpec() == null ? null : pod.getSpec().getTerminationGracePeriodSeconds();
    return spec == null ? 30 : Math.max(1, spec);
  }

  /** The name that the pod's processes see. */
  public static String hostname(Pod pod) {
    PodSpec spec = pod.getSpec();
    String override = spec.getHostnameOverride();
    if (override != null && !override.isEmpty()) {
      return override;
    }
    String name =
        spec.getHostname() == null || spec.getHostname().isEmpty()
            ? pod.getMetadata().getName()
            : spec.getHostname();
    String cut = name.length() > 63 ? name.substring(0, 63) : name;
    return cut.replaceAll("[-.]+$", "");
  }

  /** The fully qualified name, where the pod has a subdomain. */
  public static Optional<String> domainName(Pod pod, String clusterDomain) {
    String subdomain = pod.getSpec().getSubdomain();
    String override = pod.getSpec().getHostnameOverride();
    if (subdomain == null || subdomain.isEmpty() || (override != null && !override.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        hostname(pod)
            + "."
            + subdomain
            + "."
            + pod.getMetadata().getNamespace()
            + ".svc."
            + clusterDomain);
  }

  /** An ephemeral container in the shape of an ordinary one. */
  public static Container asContainer(EphemeralContainer from) {
    Container to = new Container();
    to.setName(from.getName());
    to.setImage(from.getImage());
    to.setImagePullPolicy(from.getImagePullPolicy());
    to.setCommand(from.getCommand());
    to.setArgs(from.getArgs());
    to.setEnv(from.getEnv());
    to.setEnvFrom(from.getEnvFrom());
    to.setWorkingDir(from.getWorkingDir());
    to.setVolumeMounts(from.getVolumeMounts());
    to.setStdin(from.getStdin());
    to.setStdinOnce(from.getStdinOnce());
    to.setTty(from.getTty());
    to.setSecurityContext(from.getSecurityContext());
    to.setTerminationMessagePath(from.getTerminationMessagePath());
    to.setTerminationMessagePolicy(from.getTerminationMessagePolicy());
    to.setResources(from.getResources());
    return to;
  }

  /** Init containers, then the containers proper. */
  public static List<Container> allContainers(Pod pod) {
    List<Container> all = new ArrayList<>(pod.getSpec().getInitContainers());
    all.addAll(pod.getSpec().getContainers());
    return all;
  }

  /** {@code Guaranteed}, {@code Burstable} or {@code BestEffort}. */
  public static String qosClass(Pod pod) {
    boolean guaranteed = true;
    boolean anything = false;
    for (Container container : allContainers(pod)) {
      ResourceRequirements resources = container.getResources();
      for (String name : List.of("cpu", "memory")) {
        BigDecimal limit = amount(resources == null ? null : resources.getLimits(), name);
        BigDecimal request = amount(resources == null ? null : resources.getRequests(), name);
        anything |= limit.signum() > 0 || request.signum() > 0;
        boolean requestDiffers = request.signum() > 0 && request.compareTo(limit) != 0;
        guaranteed &= limit.signum() > 0 && !requestDiffers;
      }
    }
    if (!anything) {
      return "BestEffort";
    }
    return guaranteed ? "Guaranteed" : "Burstable";
  }

  /** A quantity of a map as a number; zero where there is none. */
  public static BigDecimal amount(@Nullable Map<String, Quantity> quantities, String name) {
    Quantity quantity = quantities == null ? null : quantities.get(name);
    return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
  }
}
