package dev.ordinal.controller.model;

import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Taints and the tolerations that answer them. */
public final class Taints {
  private Taints() {}

  /** Whether a toleration answers a taint. */
  public static boolean tolerates(Toleration toleration, Taint taint) {
    if (isSet(toleration.getEffect()) && !toleration.getEffect().equals(taint.getEffect())) {
      return false;
    }
    if (isSet(toleration.getKey()) && !toleration.getKey().equals(taint.getKey())) {
      return false;
    }
    boolean exists = "Exists".equals(toleration.getOperator());
    return exists || (isSet(toleration.getKey()) && sameValue(toleration, taint));
  }

  private static boolean sameValue(Toleration toleration, Taint taint) {
    return Objects.requireNonNullElse(toleration.getValue(), "")
        .equals(Objects.requireNonNullElse(taint.getValue(), ""));
  }

  /** Whether any of the tolerations answers the taint. */
  public static boolean tolerated(List<Toleration> tolerations, Taint taint) {
    return tolerations.stream().anyMatch(toleration -> tolerates(toleration, taint));
  }

  private static boolean isSet(@Nullable String text) {
    return text != null && !text.isEmpty();
  }
}
