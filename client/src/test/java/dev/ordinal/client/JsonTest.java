package dev.ordinal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void microTimes() {
    Lease lease =
        Json.as(
            Json.parse("{\"spec\":{\"renewTime\":\"2026-01-02T03:04:05.678901Z\"}}"), Lease.class);

    assertThat(lease.getSpec().getRenewTime())
        .isEqualTo(ZonedDateTime.parse("2026-01-02T03:04:05.678901Z"));
    assertThat(Json.tree(lease).at("/spec/renewTime").asText())
        .isEqualTo("2026-01-02T03:04:05.678901Z");
  }

  @Test
  void nullListsAreEmpty() {
    EndpointSlice slice =
        Json.as(Json.parse("{\"endpoints\":null,\"ports\":null}"), EndpointSlice.class);

    assertThat(slice.getEndpoints()).isEmpty();
    assertThat(slice.getPorts()).isEmpty();
  }
}
