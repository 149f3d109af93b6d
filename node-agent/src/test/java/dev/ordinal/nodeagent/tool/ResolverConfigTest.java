package dev.ordinal.nodeagent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResolverConfigTest {

  private final ResolverConfig config =
      ResolverConfig.parse(
          List.of(
              "nameserver 10.96.0.10",
              "search default.svc.cluster.local svc.cluster.local",
              "options ndots:5"));

  @Test
  void theSearchListComesFirstForNamesWithFewDots() {
    assertThat(config.server().getHostString()).isEqualTo("10.96.0.10");
    assertThat(config.candidates("web"))
        .containsExactly("web.default.svc.cluster.local", "web.svc.cluster.local", "web");
    assertThat(config.candidates("web.")).containsExactly("web.");
    assertThat(config.candidates("a.b.c.d.e.f").getFirst()).isEqualTo("a.b.c.d.e.f");
  }

  @Test
  void addressesAreTurnedRound() {
    assertThat(DigOptions.reverse("10.244.1.2")).isEqualTo("2.1.244.10.in-addr.arpa");
    assertThat(DigOptions.reverse("::1")).startsWith("1.0.0.").endsWith("0.ip6.arpa");
  }

  @Test
  void theCommandLineOfDig() {
    DigOptions options =
        DigOptions.parse(List.of("@127.0.0.1", "-p", "5353", "+short", "SRV", "web"));

    assertThat(options)
        .isEqualTo(new DigOptions("web", DnsType.SRV, "127.0.0.1", 5353, true, false, false));
  }
}
