package dev.ordinal.controller.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @ParameterizedTest
  @CsvSource({"5s, 5000", "1m30s, 90000", "500ms, 500", "1h, 3600000", "0, 0", "1.5s, 1500"})
  void durationsAreGos(String text, long millis) {
    Settings settings = Settings.defaults().with(Flag.NODE_MONITOR_PERIOD, text);
    assertThat(settings.duration(Flag.NODE_MONITOR_PERIOD)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"5", "''", "s", "5s x", "-5s"})
  void aWrongValueIsNamedWithItsFlag(String text) {
    Settings settings = Settings.defaults().with(Flag.NODE_MONITOR_PERIOD, text);
    assertThatThrownBy(() -> settings.duration(Flag.NODE_MONITOR_PERIOD))
        .hasMessageContaining("--node-monitor-period=" + text);
  }

  @Test
  void everyDefaultCanBeRead() {
    Settings settings = Settings.defaults();
    assertThat(settings.duration(Flag.NODE_MONITOR_GRACE_PERIOD)).hasSeconds(50);
    assertThat(settings.integer(Flag.CONCURRENT_STATEFULSET_SYNCS)).isEqualTo(5);
    assertThat(settings.decimal(Flag.NODE_EVICTION_RATE)).isEqualTo(0.1);
    for (Flag flag : Flag.values()) {
      assertThat(Flag.of(flag.text())).contains(flag);
    }
  }
}
