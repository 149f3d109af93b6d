package dev.ordinal.nodeagent.container;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The downward API: a container's limit or request as a number. Pure. */
public final class ResourceFields {

  private ResourceFields() {}

  /**
   * The number, in units of the divisor, rounded up. A limit that is not set is what the node can
   * give.
   */
  public static String value(
      Container container, ResourceFieldSelector selector, Map<String, Quantity> allocatable) {
    String field = selector.getResource();
    int dot = field.indexOf('.');
    if (dot < 0) {
      throw new ConfigError("unsupported container resource : " + field);
    }
    ResourceRequirements resources = container.getResources();
    String name = field.substring(dot + 1);
    BigDecimal amount =
        switch (field.substring(0, dot)) {
          case "limits" ->
              orElse(
                  Pods.amount(resources == null ? null : resources.getLimits(), name),
                  Pods.amount(allocatable, name));
          case "requests" -> Pods.amount(resources == null ? null : resources.getRequests(), name);
          default -> throw new ConfigError("unsupported container resource : " + field);
        };
    return amount.divide(divisor(selector.getDivisor()), 0, RoundingMode.CEILING).toPlainString();
  }

  private static BigDecimal orElse(BigDecimal value, BigDecimal otherwise) {
    return value.signum() > 0 ? value : otherwise;
  }

  private static BigDecimal divisor(@Nullable Quantity divisor) {
    if (divisor == null || divisor.getAmount() == null) {
      return BigDecimal.ONE;
    }
    BigDecimal number = divisor.getNumericalAmount();
    return number.signum() == 0 ? BigDecimal.ONE : number;
  }
}
