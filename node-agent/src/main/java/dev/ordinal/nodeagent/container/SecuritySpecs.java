package dev.ordinal.nodeagent.container;

import dev.ordinal.nodeagent.runtime.ContainerSpec.Resources;
import dev.ordinal.nodeagent.runtime.ContainerSpec.SecuritySpec;
import dev.ordinal.nodeagent.runtime.Image;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pod's and a container's security contexts come to together; the container's wins. Pure.
 */
public final class SecuritySpecs {

  private SecuritySpecs() {}

  /** Who the main process is and what it may do. */
  public static SecuritySpec of(Pod pod, Container container) {
    PodSecurityContext ofPod =
        pod.getSpec().getSecurityContext() == null
            ? new PodSecurityContext()
            : pod.getSpec().getSecurityContext();
    SecurityContext own =
        container.getSecurityContext() == null
            ? new SecurityContext()
            : container.getSecurityContext();
    List<Long> groups = new ArrayList<>(ofPod.getSupplementalGroups());
    if (ofPod.getFsGroup() != null) {
      groups.add(ofPod.getFsGroup());
    }
    Capabilities capabilities =
        own.getCapabilities() == null ? new Capabilities() : own.getCapabilities();
    return new SecuritySpec(
        first(own.getRunAsUser(), ofPod.getRunAsUser()),
        first(own.getRunAsGroup(), ofPod.getRunAsGroup()),
        groups,
        Boolean.TRUE.equals(own.getReadOnlyRootFilesystem()),
        Boolean.TRUE.equals(own.getPrivileged()),
        Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()),
        capabilities.getAdd(),
        capabilities.getDrop());
  }

  private static Optional<Long> first(@Nullable Long own, @Nullable Long ofPod) {
    return Optional.ofNullable(own != null ? own : ofPod);
  }

  /**
   * Refuses root where the pod forbids it.
   *
   * @throws ConfigError with upstream's message
   */
  public static void verifyNonRoot(
      Pod pod, Container container, SecuritySpec security, Image image) {
    Boolean own =
        container.getSecurityContext() == null
            ? null
            : container.getSecurityContext().getRunAsNonRoot();
    PodSecurityContext ofPod = pod.getSpec().getSecurityContext();
    boolean nonRoot =
        Boolean.TRUE.equals(own != null ? own : ofPod == null ? null : ofPod.getRunAsNonRoot());
    if (!nonRoot) {
      return;
    }
    String where = " (pod: \"" + Pods.describe(pod) + "\", container: " + container.getName() + ")";
    if (security.uid().isPresent()) {
      if (security.uid().get() == 0) {
        throw new ConfigError("container's runAsUser breaks non-root policy" + where);
      }
      return;
    }
    String user = image.user().orElse("");
    String uid = user.contains(":") ? user.substring(0, user.indexOf(':')) : user;
    if (uid.isEmpty() || uid.equals("0")) {
      throw new ConfigError("container has runAsNonRoot and image will run as root" + where);
    }
    if (!uid.chars().allMatch(Character::isDigit)) {
      throw new ConfigError(
          "container has runAsNonRoot and image has non-numeric user ("
              + uid
              + "), cannot verify user is non-root"
              + where);
    }
  }

  /** Limits, and how willingly the kernel ends the container when memory is short. */
  public static Resources resources(Pod pod, Container container, long nodeMemory) {
    var asked = container.getResources();
    BigDecimal memory = Pods.amount(asked == null ? null : asked.getLimits(), "memory");
    BigDecimal cpu = Pods.amount(asked == null ? null : asked.getLimits(), "cpu");
    return new Resources(
        memory.setScale(0, RoundingMode.CEILING).longValue(),
        cpu.movePointRight(3).setScale(0, RoundingMode.CEILING).longValue(),
        oomScore(pod, container, nodeMemory));
  }

  private static int oomScore(Pod pod, Container container, long nodeMemory) {
    return switch (Pods.qosClass(pod)) {
      case "Guaranteed" -> -997;
      case "BestEffort" -> 1000;
      default -> {
        var asked = container.getResources();
        long request =
            Pods.amount(asked == null ? null : asked.getRequests(), "memory").longValue();
        long score = nodeMemory <= 0 ? 999 : 1000 - (1000 * request) / nodeMemory;
        yield Math.clamp(score, 3, 999);
      }
    };
  }
}
