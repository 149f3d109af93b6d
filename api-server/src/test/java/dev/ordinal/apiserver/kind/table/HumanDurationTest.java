package dev.ordinal.apiserver.kind.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanDurationTest {

  @ParameterizedTest
  @CsvSource({
    "PT-2S, <invalid>",
    "PT-1S, 0s",
    "PT0S, 0s",
    "PT119S, 119s",
    "PT2M, 2m",
    "PT2M1S, 2m1s",
    "PT9M59S, 9m59s",
    "PT10M30S, 10m",
    "PT179M, 179m",
    "PT3H, 3h",
    "PT7H59M, 7h59m",
    "PT8H30M, 8h",
    "PT47H, 47h",
    "PT48H, 2d",
    "PT49H, 2d1h",
    "P7DT23H, 7d23h",
    "P8DT1H, 8d",
    "P729D, 729d",
    "P730D, 2y",
    "P731D, 2y1d",
    "P2919D, 7y364d",
    "P2920D, 8y"
  })
  void hasTwoUnitsWhileTheyMatter(String duration, String text) {
    assertThat(HumanDuration.of(Duration.parse(duration))).isEqualTo(text);
  }

  @Test
  void noTimeStampIsUnknown() {
    assertThat(HumanDuration.since("", Instant.EPOCH)).isEqualTo("<unknown>");
    assertThat(HumanDuration.since("yesterday", Instant.EPOCH)).isEqualTo("<unknown>");
  }
}
