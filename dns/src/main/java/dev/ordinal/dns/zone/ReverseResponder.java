package dev.ordinal.dns.zone;

import dev.ordinal.client.ObjectKey;
import dev.ordinal.dns.query.Answer;
import dev.ordinal.dns.query.Question;
import dev.ordinal.dns.view.ClusterView;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Names under {@code in-addr.arpa} and {@code ip6.arpa}. */
final class ReverseResponder implements Responder {

  private final Zone reverse;
  private final Zone cluster;

  ReverseResponder(Zone reverse, Zone cluster) {
    this.reverse = reverse;
    this.cluster = cluster;
  }

  @Override
  public Optional<Answer> answer(Question question, ClusterView view) {
    if (!reverse.contains(question.name())) {
      return Optional.empty();
    }
    if (question.name().equals(reverse.origin())) {
      return Optional.of(
          question.type() == Type.SOA
              ? reverse.records(List.of(reverse.soa(view)), view)
              : reverse.noData(view));
    }
    List<Record> names =
        ReverseNames.address(question.name())
            .map(it -> pointers(question, it, view))
            .orElse(List.of());
    if (names.isEmpty()) {
      return Optional.of(reverse.nameError(view));
    }
    return Optional.of(
        question.type() == Type.PTR ? reverse.records(names, view) : reverse.noData(view));
  }

  private List<Record> pointers(Question question, InetAddress address, ClusterView view) {
    return view.namesOf(address).stream()
        .map(it -> target(it.service(), it.label() == null ? "" : it.label() + "."))
        .<Record>map(it -> new PTRRecord(question.name(), DClass.IN, reverse.ttl(), it))
        .toList();
  }

  private Name target(ObjectKey service, String label) {
    return cluster.below(label + service.name() + "." + service.namespace() + ".svc");
  }
}
