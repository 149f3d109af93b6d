package dev.ordinal.dns.zone;

import dev.ordinal.dns.query.Answer;
import dev.ordinal.dns.query.Question;
import dev.ordinal.dns.view.ClusterView;
import dev.ordinal.dns.view.ServiceView;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** The domain itself, its name server, its version, and the names that only have names below. */
final class ApexResponder implements Responder {

  private static final String SCHEMA_VERSION = "1.1.0";
  private static final long VERSION_TTL = 28800;

  private final Zone zone;

  ApexResponder(Zone zone) {
    this.zone = zone;
  }

  @Override
  public Optional<Answer> answer(Question question, ClusterView view) {
    return switch (NameParser.parse(question.name(), zone.origin())) {
      case ZoneName.Apex apex -> Optional.of(apex(question, view));
      case ZoneName.DnsVersion version -> Optional.of(version(question, view));
      case ZoneName.NameServer server ->
          Optional.of(zone.records(zone.addresses(question, serverAddresses(view)), view));
      case ZoneName.Branch branch -> Optional.of(zone.noData(view));
      case ZoneName.NamespaceBranch branch ->
          Optional.of(
              view.hasNamespace(branch.namespace()) ? zone.noData(view) : zone.nameError(view));
      default -> Optional.empty();
    };
  }

  private Answer apex(Question question, ClusterView view) {
    return switch (question.type()) {
      case Type.SOA -> zone.records(List.of(zone.soa(view)), view);
      case Type.NS ->
          new Answer.Records(
              List.of(new NSRecord(question.name(), DClass.IN, zone.ttl(), zone.nameServer())),
              glue(view));
      default -> zone.noData(view);
    };
  }

  private Answer version(Question question, ClusterView view) {
    return question.type() == Type.TXT
        ? zone.records(
            List.of(new TXTRecord(question.name(), DClass.IN, VERSION_TTL, SCHEMA_VERSION)), view)
        : zone.noData(view);
  }

  private List<Record> glue(ClusterView view) {
    return serverAddresses(view).stream().map(it -> zone.address(zone.nameServer(), it)).toList();
  }

  private static List<InetAddress> serverAddresses(ClusterView view) {
    return view.service("kube-system", "kube-dns").map(ServiceView::clusterIps).orElse(List.of());
  }
}
