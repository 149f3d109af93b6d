package dev.ordinal.dns.zone;

import dev.ordinal.dns.query.Answer;
import dev.ordinal.dns.query.Question;
import dev.ordinal.dns.view.Addresses;
import dev.ordinal.dns.view.ClusterView;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Names under {@code pod}: the address that the name spells, as CoreDNS's mode "insecure". */
final class PodResponder implements Responder {

  private final Zone zone;

  PodResponder(Zone zone) {
    this.zone = zone;
  }

  @Override
  public Optional<Answer> answer(Question question, ClusterView view) {
    return NameParser.parse(question.name(), zone.origin()) instanceof ZoneName.PodName name
        ? Optional.of(answer(question, name, view))
        : Optional.empty();
  }

  private Answer answer(Question question, ZoneName.PodName name, ClusterView view) {
    return view.hasNamespace(name.namespace())
        ? address(name.address())
            .map(it -> zone.records(zone.addresses(question, List.of(it)), view))
            .orElseGet(() -> zone.nameError(view))
        : zone.nameError(view);
  }

  private static Optional<InetAddress> address(String dashed) {
    return Addresses.parse(dashed.replace('-', '.'))
        .or(() -> Addresses.parse(dashed.replace('-', ':')));
  }
}
