package dev.ordinal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryRetentionTest {

  private final Instant start = Instant.EPOCH;
  private final HistoryRetention retention = HistoryRetention.fiveMinutes();

  @Test
  void keepsFiveMinutes() {
    assertThat(retention.due(start, new Revision(10))).isEmpty();
    assertThat(retention.due(after(4), new Revision(20))).isEmpty();
    assertThat(retention.due(after(5), new Revision(30))).contains(new Revision(10));
    assertThat(retention.due(after(6), new Revision(40))).isEmpty();
    assertThat(retention.due(after(10), new Revision(50))).contains(new Revision(30));
  }

  @Test
  void catchesUpAfterAPause() {
    assertThat(retention.due(start, new Revision(10))).isEmpty();
    assertThat(retention.due(after(1), new Revision(20))).isEmpty();
    assertThat(retention.due(after(60), new Revision(99))).contains(new Revision(20));
  }

  private Instant after(int minutes) {
    return start.plus(Duration.ofMinutes(minutes));
  }
}
