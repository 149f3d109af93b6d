package dev.ordinal.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.dns.Dig;
import dev.ordinal.dns.query.QueryHandler;
import dev.ordinal.dns.query.Transport;
import dev.ordinal.dns.view.ClusterView;
import dev.ordinal.dns.view.TestViews;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Name;

/** Tables of questions and what is answered, from bytes to bytes. */
class AnswersTest {

  private static final String SOA =
      "authority cluster.local. 5 IN SOA ns.dns.cluster.local. hostmaster.cluster.local."
          + " 1767225600 7200 1800 86400 5";
  private static final String NAME_ERROR = "NXDOMAIN aa | " + SOA;
  private static final String NO_DATA = "NOERROR aa | " + SOA;

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({
    "services",
    "headlessServices",
    "externalNames",
    "pods",
    "zone",
    "reverse",
    "others"
  })
  void answers(String name, String type, String expected) {
    assertThat(ask(Optional.of(TestViews.book()), name, type))
        .isEqualTo(Arrays.asList(expected.split(" \\| ")));
  }

  static Stream<Arguments> services() {
    return Stream.of(
        row("kubernetes", "A", "NOERROR aa | %s 5 IN A 10.96.0.1", full("kubernetes")),
        row("KuberNetes", "A", "NOERROR aa | %s 5 IN A 10.96.0.1", full("KuberNetes")),
        row("kubernetes", "AAAA", NO_DATA),
        row("kubernetes", "MX", NO_DATA),
        row("kubernetes", "TXT", NO_DATA),
        row("dual", "A", "NOERROR aa | %s 5 IN A 10.96.7.7", full("dual")),
        row("dual", "AAAA", "NOERROR aa | %s 5 IN AAAA fd00:0:0:0:0:0:0:7", full("dual")),
        row(
            "_https._tcp.kubernetes",
            "SRV",
            "NOERROR aa | %s 5 IN SRV 0 100 443 %s | additional %s 5 IN A 10.96.0.1",
            full("_https._tcp.kubernetes"),
            full("kubernetes"),
            full("kubernetes")),
        row(
            "kubernetes",
            "SRV",
            "NOERROR aa | %s 5 IN SRV 0 100 443 %s | additional %s 5 IN A 10.96.0.1",
            full("kubernetes"),
            full("kubernetes"),
            full("kubernetes")),
        row("_https._udp.kubernetes", "SRV", NAME_ERROR),
        row("_http._tcp.kubernetes", "SRV", NAME_ERROR),
        row("_https._tcp.kubernetes", "A", NO_DATA),
        row("https.tcp.kubernetes", "SRV", NAME_ERROR),
        row("a._https._tcp.kubernetes", "SRV", NAME_ERROR),
        row("_._tcp.dual", "SRV", NAME_ERROR),
        row(
            "172-30-255-1.kubernetes",
            "A",
            "NOERROR aa | %s 5 IN A 172.30.255.1",
            full("172-30-255-1.kubernetes")),
        row(
            "1kubernetes.other.svc.cluster.local.",
            "A",
            "NOERROR aa | 1kubernetes.other.svc.cluster.local. 5 IN A 10.96.5.5"),
        row("none", "A", NAME_ERROR),
        row("*", "A", NAME_ERROR),
        row("any", "A", NAME_ERROR));
  }

  static Stream<Arguments> headlessServices() {
    String dullahan = full("dullahan");
    return Stream.of(
        row(
            "dullahan",
            "A",
            "NOERROR aa | %s 5 IN A 10.244.1.2 | %s 5 IN A 10.244.1.3 | %s 5 IN A 10.244.2.2",
            dullahan,
            dullahan,
            dullahan),
        row("dullahan", "AAAA", NO_DATA),
        row(
            "dullahan",
            "SRV",
            "NOERROR aa"
                + " | %1$s 5 IN SRV 0 33 80 tkb-sts-0.%1$s"
                + " | %1$s 5 IN SRV 0 33 80 tkb-sts-1.%1$s"
                + " | %1$s 5 IN SRV 0 33 80 tkb-sts-2.%1$s"
                + " | additional tkb-sts-0.%1$s 5 IN A 10.244.1.2"
                + " | additional tkb-sts-1.%1$s 5 IN A 10.244.2.2"
                + " | additional tkb-sts-2.%1$s 5 IN A 10.244.1.3",
            dullahan),
        row(
            "_web._tcp.dullahan",
            "SRV",
            "NOERROR aa"
                + " | _web._tcp.%1$s 5 IN SRV 0 33 80 tkb-sts-0.%1$s"
                + " | _web._tcp.%1$s 5 IN SRV 0 33 80 tkb-sts-1.%1$s"
                + " | _web._tcp.%1$s 5 IN SRV 0 33 80 tkb-sts-2.%1$s"
                + " | additional tkb-sts-0.%1$s 5 IN A 10.244.1.2"
                + " | additional tkb-sts-1.%1$s 5 IN A 10.244.2.2"
                + " | additional tkb-sts-2.%1$s 5 IN A 10.244.1.3",
            dullahan),
        row("tkb-sts-0.dullahan", "A", "NOERROR aa | tkb-sts-0.%s 5 IN A 10.244.1.2", dullahan),
        row("TKB-sts-0.dullahan", "A", "NOERROR aa | TKB-sts-0.%s 5 IN A 10.244.1.2", dullahan),
        row("tkb-sts-0.dullahan", "AAAA", NO_DATA),
        row("tkb-sts-3.dullahan", "A", NAME_ERROR),
        row("10-244-1-2.dullahan", "A", NAME_ERROR),
        row("nothing-ready", "A", NAME_ERROR),
        row("bare", "A", "NOERROR aa | %s 5 IN A 10.244.1.7", full("bare")),
        row("10-244-1-7.bare", "A", "NOERROR aa | 10-244-1-7.%s 5 IN A 10.244.1.7", full("bare")),
        row("bare", "SRV", NO_DATA));
  }

  static Stream<Arguments> externalNames() {
    return Stream.of(
        row("ext", "A", "NOERROR aa | %s 5 IN CNAME example.com.", full("ext")),
        row("ext", "CNAME", "NOERROR aa | %s 5 IN CNAME example.com.", full("ext")),
        row("ext", "SRV", NO_DATA),
        row(
            "alias",
            "A",
            "NOERROR aa | %s 5 IN CNAME %s | %s 5 IN A 10.96.0.1",
            full("alias"),
            full("kubernetes"),
            full("kubernetes")),
        row("alias", "AAAA", "NOERROR aa | %s 5 IN CNAME %s", full("alias"), full("kubernetes")),
        row("loop", "A", "NOERROR aa | %s 5 IN CNAME %s", full("loop"), full("loop")));
  }

  static Stream<Arguments> pods() {
    return Stream.of(
        row(
            "10-244-1-2.default.pod.cluster.local.",
            "A",
            "NOERROR aa | 10-244-1-2.default.pod.cluster.local. 5 IN A 10.244.1.2"),
        row("10-244-1-2.default.pod.cluster.local.", "AAAA", NO_DATA),
        row(
            "fd00--2.default.pod.cluster.local.",
            "AAAA",
            "NOERROR aa | fd00--2.default.pod.cluster.local. 5 IN AAAA fd00:0:0:0:0:0:0:2"),
        row("10-244-1.default.pod.cluster.local.", "A", NAME_ERROR),
        row("web-0.default.pod.cluster.local.", "A", NAME_ERROR),
        row("10-244-1-2.nowhere.pod.cluster.local.", "A", NAME_ERROR));
  }

  static Stream<Arguments> zone() {
    return Stream.of(
        row("cluster.local.", "SOA", "NOERROR aa | %s", SOA.substring("authority ".length())),
        row(
            "cluster.local.",
            "NS",
            "NOERROR aa | cluster.local. 5 IN NS ns.dns.cluster.local."
                + " | additional ns.dns.cluster.local. 5 IN A 10.96.0.10"),
        row("cluster.local.", "A", NO_DATA),
        row("ns.dns.cluster.local.", "A", "NOERROR aa | ns.dns.cluster.local. 5 IN A 10.96.0.10"),
        row("dns.cluster.local.", "A", NO_DATA),
        row(
            "dns-version.cluster.local.",
            "TXT",
            "NOERROR aa | dns-version.cluster.local. 28800 IN TXT 1.1.0"),
        row("dns-version.cluster.local.", "A", NO_DATA),
        row("svc.cluster.local.", "A", NO_DATA),
        row("pod.cluster.local.", "A", NO_DATA),
        row("default.svc.cluster.local.", "A", NO_DATA),
        row("empty.svc.cluster.local.", "A", NO_DATA),
        row("nowhere.svc.cluster.local.", "A", NAME_ERROR),
        row("example.com.cluster.local.", "A", NAME_ERROR));
  }

  static Stream<Arguments> reverse() {
    String soa4 = SOA.replace("cluster.local. 5 IN", "in-addr.arpa. 5 IN");
    String soa6 = SOA.replace("cluster.local. 5 IN", "ip6.arpa. 5 IN");
    String seven = "7." + "0.".repeat(27) + "0.0.d.f.ip6.arpa.";
    return Stream.of(
        row(
            "1.0.96.10.in-addr.arpa.",
            "PTR",
            "NOERROR aa | 1.0.96.10.in-addr.arpa. 5 IN PTR %s",
            full("kubernetes")),
        row(
            "2.1.244.10.in-addr.arpa.",
            "PTR",
            "NOERROR aa | 2.1.244.10.in-addr.arpa. 5 IN PTR tkb-sts-0.%s",
            full("dullahan")),
        row(
            "7.1.244.10.in-addr.arpa.",
            "PTR",
            "NOERROR aa | 7.1.244.10.in-addr.arpa. 5 IN PTR 10-244-1-7.%s",
            full("bare")),
        row(seven, "PTR", "NOERROR aa | %s 5 IN PTR %s", seven, full("dual")),
        row(
            seven.toUpperCase(Locale.ROOT),
            "PTR",
            "NOERROR aa | %s 5 IN PTR %s",
            seven.toUpperCase(Locale.ROOT),
            full("dual")),
        row("1.0.96.10.in-addr.arpa.", "A", "NOERROR aa | %s", soa4),
        row("3.2.244.10.in-addr.arpa.", "PTR", "NXDOMAIN aa | %s", soa4),
        row("0.96.10.in-addr.arpa.", "PTR", "NXDOMAIN aa | %s", soa4),
        row("999.0.96.10.in-addr.arpa.", "PTR", "NXDOMAIN aa | %s", soa4),
        row("x.0.96.10.in-addr.arpa.", "PTR", "NXDOMAIN aa | %s", soa4),
        row("8." + seven.substring(2), "PTR", "NXDOMAIN aa | %s", soa6),
        row("in-addr.arpa.", "NS", "NOERROR aa | %s", soa4));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        row("example.com.", "A", "REFUSED"),
        row("local.", "A", "REFUSED"),
        row(".", "NS", "REFUSED"),
        row("cluster.local.", "AXFR", "REFUSED"),
        row(
            "kubernetes",
            "ANY",
            "NOERROR aa | %s 0 IN HINFO \"RFC8482\" \"\"",
            full("kubernetes")));
  }

  @Test
  void beforeTheClusterIsKnownNothingIsDenied() {
    assertThat(ask(Optional.empty(), "none", "A")).containsExactly("SERVFAIL");
    assertThat(ask(Optional.empty(), "1.0.96.10.in-addr.arpa.", "PTR")).containsExactly("SERVFAIL");
    assertThat(ask(Optional.empty(), "example.com.", "A")).containsExactly("REFUSED");
  }

  private static List<String> ask(Optional<ClusterView> view, String name, String type) {
    ClusterResolver resolver =
        new ClusterResolver(Name.fromConstantString("cluster.local."), 5, () -> view);
    QueryHandler handler = new QueryHandler(resolver, (transport, asked, rcode, nanos) -> {});
    byte[] answer = handler.handle(Dig.query(name, type).toWire(), Transport.TCP).orElseThrow();
    return Dig.text(Dig.answer(answer));
  }

  private static String full(String name) {
    return name + ".default.svc.cluster.local.";
  }

  private static Arguments row(String name, String type, String expected, Object... values) {
    String text = expected;
    for (Object value : values) {
      text = text.replaceFirst("%s", Matcher.quoteReplacement(value.toString()));
      text = text.replace("%1$s", value.toString());
    }
    return Arguments.of(name, type, text);
  }
}
