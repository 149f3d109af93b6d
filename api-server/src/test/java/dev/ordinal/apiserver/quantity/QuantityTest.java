package dev.ordinal.apiserver.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0n, 0",
    "0Ki, 0",
    "00, 0",
    "+5, +5",
    "-5, -5",
    "1.5Gi, 1536Mi",
    "0.1, 100m",
    "1000m, 1",
    "1024Mi, 1Gi",
    "1000Mi, 1000Mi",
    "512Mi, 512Mi",
    "1Gi, 1Gi",
    "100, 100",
    "1500, 1500",
    "1000, 1k",
    "1000k, 1M",
    "1e3, 1e3",
    "1000e0, 1e3",
    "10e3, 10e3",
    "1E, 1E",
    "1E3, 1E3",
    "0.5, 500m",
    "0.0001, 100u",
    "0.0000000001, 1n",
    "1.0000000001, 1000000001n",
    "-0.0000000001, -1n",
    "1.5, 1500m",
    "1.0, 1",
    "0.5Ki, 512",
    "0.5Mi, 512Ki",
    "1023, 1023",
    "0.00001Ki, 10240u",
    "2Ki, 2Ki",
    "8Ki, 8Ki",
    "1024Ki, 1Mi",
    "9223372036854775807, 9223372036854775807",
    "16Ei, 9223372036854775807",
    "3.0G, 3G",
    "5Gi, 5Gi",
    ".5, 500m",
    "1., 1.",
    "100m, 100m",
    "2500m, 2500m",
    "1.500, 1.500"
  })
  void isWrittenAsUpstreamWritesIt(String given, String written) {
    assertThat(Quantity.parse(given)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.1.1", "1 Gi", " 1", "1Gi ", "1g1"})
  void refusesWhatIsNoQuantity(String text) {
    assertThatThrownBy(() -> Quantity.parse(text))
        .hasMessage(
            "quantities must match the regular expression"
                + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1GiGi", "--1", "1K", "1Kii", "1mi", "1e", "1e999999999", "1ni"})
  void refusesUnknownSuffixes(String text) {
    assertThatThrownBy(() -> Quantity.parse(text)).hasMessage("unable to parse quantity's suffix");
  }

  @Test
  void comparesAndAddsByValue() {
    assertThat(Quantity.parse("1024Mi"))
        .isEqualTo(Quantity.parse("1Gi"))
        .hasSameHashCodeAs(Quantity.parse("1Gi"));
    assertThat(Quantity.parse("1.5")).isGreaterThan(Quantity.parse("1400m"));
    assertThat(Quantity.parse("1Gi").plus(Quantity.parse("512Mi"))).hasToString("1536Mi");
    assertThat(Quantity.ZERO.plus(Quantity.parse("2Gi"))).hasToString("2Gi");
    assertThat(Quantity.parse("500m").plus(Quantity.parse("500m"))).hasToString("1");
    assertThat(Quantity.parse("1").minus(Quantity.parse("1500m"))).hasToString("-500m");
    assertThat(Quantity.parse("100u").roundUpToMilli()).hasToString("1m");
    assertThat(Quantity.parse("1.5").ceiling()).isEqualTo(2);
    assertThat(Quantity.parse("100u").milliCeiling()).isEqualTo(1);
  }

  @Test
  void whatIsWrittenMeansTheSameAndIsWrittenAgainAlike() {
    Random random = new Random(7);
    String[] suffixes = {"", "k", "M", "G", "m", "u", "n", "Ki", "Mi", "Gi", "Ti", "e3", "e-3"};
    for (int i = 0; i < 20_000; i++) {
      String number = Integer.toString(random.nextInt(1 << random.nextInt(1, 31)));
      String fraction = random.nextInt(3) == 0 ? "." + random.nextInt(1000) : "";
      Quantity given =
          Quantity.parse(number + fraction + suffixes[random.nextInt(suffixes.length)]);
      Quantity again = Quantity.parse(given.toString());
      assertThat(again).isEqualTo(given).hasToString(given.toString());
      BigDecimal difference = again.value().subtract(given.value());
      assertThat(difference.signum()).isZero();
    }
  }
}
