package dev.ordinal.controller.model;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Quantities as whole numbers, rounded up as the API rounds. */
public final class Amounts {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Amounts() {}

  /** The amount in units (bytes, pieces); 0 for none. */
  public static long units(@Nullable Quantity quantity) {
    return quantity == null ? 0 : round(quantity.getNumericalAmount());
  }

  /** The amount in thousandths (of a processor); 0 for none. */
  public static long thousandths(@Nullable Quantity quantity) {
    return quantity == null ? 0 : round(quantity.getNumericalAmount().multiply(THOUSAND));
  }

  private static long round(BigDecimal amount) {
    BigDecimal whole = amount.setScale(0, RoundingMode.CEILING);
    return whole.compareTo(LARGEST) < 0 ? whole.longValue() : Long.MAX_VALUE;
  }
}
