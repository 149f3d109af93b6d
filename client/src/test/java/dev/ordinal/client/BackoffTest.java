package dev.ordinal.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void doublesToTheLimitAndStartsAnew() {
    Backoff<String> backoff = Backoff.ofControllers();
    assertThat(backoff.next("a")).isEqualTo(Duration.ofMillis(5));
    assertThat(backoff.next("a")).isEqualTo(Duration.ofMillis(10));
    assertThat(backoff.next("b")).isEqualTo(Duration.ofMillis(5));
    Duration last = Duration.ZERO;
    for (int i = 0; i < 100; i++) {
      Duration next = backoff.next("a");
      assertThat(next).isGreaterThanOrEqualTo(last);
      last = next;
    }
    assertThat(last).isEqualTo(Duration.ofSeconds(1000));
    assertThat(backoff.failures("a")).isEqualTo(102);
    backoff.forget("a");
    assertThat(backoff.next("a")).isEqualTo(Duration.ofMillis(5));
  }
}
