package dev.ordinal.controller.scheduler.state;

import dev.ordinal.controller.model.Amounts;
import dev.ordinal.controller.model.Pods;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Amounts by resource name: {@code cpu} in thousandths, all others in units. */
public record Resources(Map<String, Long> amounts) {
  public static final Resources NONE = new Resources(Map.of());

  public Resources {
    amounts = Map.copyOf(amounts);
  }

  /** The amounts of a map of quantities. */
  public static Resources of(@Nullable Map<String, Quantity> quantities) {
    if (quantities == null || quantities.isEmpty()) {
      return NONE;
    }
    Map<String, Long> amounts = new HashMap<>();
    quantities.forEach((name, quantity) -> amounts.put(name, amount(name, quantity)));
    return new Resources(amounts);
  }

  private static long amount(String name, Quantity quantity) {
    return name.equals("cpu") ? Amounts.thousandths(quantity) : Amounts.units(quantity);
  }

  /**
   * What a pod asks of its node: its containers and sidecars together, or an init container with
   * the sidecars before it where that is more; requests of the pod as a whole win; overhead is
   * added.
   */
  public static Resources requestedBy(Pod pod) {
    Resources running = NONE;
    for (Container container : pod.getSpec().getContainers()) {
      running = running.plus(requests(container.getResources()));
    }
    Resources sidecars = NONE;
    Resources starting = NONE;
    for (Container container : pod.getSpec().getInitContainers()) {
      Resources own = requests(container.getResources());
      if (Pods.isSidecar(container)) {
        sidecars = sidecars.plus(own);
        starting = starting.max(sidecars);
      } else {
        starting = starting.max(sidecars.plus(own));
      }
    }
    Resources containers = running.plus(sidecars).max(starting);
    Map<String, Long> whole = new HashMap<>(containers.amounts());
    whole.putAll(requests(pod.getSpec().getResources()).amounts());
    return new Resources(whole).plus(of(pod.getSpec().getOverhead()));
  }

  private static Resources requests(@Nullable ResourceRequirements requirements) {
    return requirements == null ? NONE : of(requirements.getRequests());
  }

  /** The amount of one resource, 0 where it is not named. */
  public long amount(String name) {
    return amounts.getOrDefault(name, 0L);
  }

  /** The sum of both. */
  public Resources plus(Resources other) {
    return merged(other, Math::addExact);
  }

  /** The greater amount of each resource. */
  public Resources max(Resources other) {
    return merged(other, Math::max);
  }

  private Resources merged(Resources other, BinaryOperator<Long> operation) {
    if (other.amounts.isEmpty()) {
      return this;
    }
    if (amounts.isEmpty()) {
      return other;
    }
    Map<String, Long> merged = new TreeMap<>(amounts);
    other.amounts.forEach((name, amount) -> merged.merge(name, amount, operation));
    return new Resources(merged);
  }
}
