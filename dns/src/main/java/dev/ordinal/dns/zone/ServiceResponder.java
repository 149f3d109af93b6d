package dev.ordinal.dns.zone;

import dev.ordinal.dns.query.Answer;
import dev.ordinal.dns.query.Question;
import dev.ordinal.dns.view.ClusterView;
import dev.ordinal.dns.view.EndpointView;
import dev.ordinal.dns.view.PortView;
import dev.ordinal.dns.view.ServiceView;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Names under {@code svc}: services, their endpoints and their ports. */
final class ServiceResponder implements Responder {

  private final Zone zone;

  ServiceResponder(Zone zone) {
    this.zone = zone;
  }

  @Override
  public Optional<Answer> answer(Question question, ClusterView view) {
    return switch (NameParser.parse(question.name(), zone.origin())) {
      case ZoneName.ServiceName name ->
          Optional.of(
              view.service(name.namespace(), name.service())
                  .map(service -> service(question, service, view))
                  .orElseGet(() -> zone.nameError(view)));
      case ZoneName.EndpointName name ->
          Optional.of(
              view.service(name.namespace(), name.service())
                  .map(service -> endpoint(question, service, name.label(), view))
                  .orElseGet(() -> zone.nameError(view)));
      case ZoneName.PortName name ->
          Optional.of(
              view.service(name.namespace(), name.service())
                  .map(service -> port(question, service, name, view))
                  .orElseGet(() -> zone.nameError(view)));
      default -> Optional.empty();
    };
  }

  private Answer service(Question question, ServiceView service, ClusterView view) {
    String external = service.externalName();
    if (external != null) {
      return external(question, external, view);
    }
    if (service.headless() && service.endpoints().isEmpty()) {
      return zone.nameError(view);
    }
    if (question.type() == Type.SRV) {
      return srv(question, service, port -> true, view);
    }
    List<InetAddress> addresses =
        service.headless()
            ? service.endpoints().stream().map(EndpointView::address).distinct().toList()
            : service.clusterIps();
    return zone.records(shuffled(zone.addresses(question, addresses)), view);
  }

  private Answer endpoint(Question question, ServiceView service, String label, ClusterView view) {
    List<EndpointView> endpoints =
        service.endpoints().stream().filter(it -> it.label().equals(label)).toList();
    if (endpoints.isEmpty()) {
      return zone.nameError(view);
    }
    if (question.type() == Type.SRV) {
      return srv(question, service, endpoints, port -> true, view);
    }
    List<InetAddress> addresses = endpoints.stream().map(EndpointView::address).distinct().toList();
    return zone.records(shuffled(zone.addresses(question, addresses)), view);
  }

  private Answer port(
      Question question, ServiceView service, ZoneName.PortName name, ClusterView view) {
    Predicate<PortView> wanted =
        port -> port.name().equals(name.port()) && port.protocol().equals(name.protocol());
    boolean exists =
        service.headless()
            ? service.endpoints().stream().anyMatch(it -> it.ports().stream().anyMatch(wanted))
            : service.ports().stream().anyMatch(wanted);
    if (!exists || service.externalName() != null || name.port().isEmpty()) {
      return zone.nameError(view);
    }
    return question.type() == Type.SRV ? srv(question, service, wanted, view) : zone.noData(view);
  }

  private Answer external(Question question, String external, ClusterView view) {
    return switch (question.type()) {
      case Type.A, Type.AAAA, Type.CNAME -> {
        try {
          Name target = Name.fromString(external, Name.root);
          Record alias = new CNAMERecord(question.name(), DClass.IN, zone.ttl(), target);
          yield zone.records(List.of(alias), view);
        } catch (TextParseException e) {
          yield zone.noData(view);
        }
      }
      default -> zone.noData(view);
    };
  }

  private Answer srv(
      Question question, ServiceView service, Predicate<PortView> wanted, ClusterView view) {
    if (service.headless()) {
      return srv(question, service, service.endpoints(), wanted, view);
    }
    Name target = nameOf(service, "");
    List<Integer> ports =
        service.ports().stream().filter(wanted).map(PortView::number).distinct().toList();
    List<Record> records =
        ports.stream().map(port -> record(question, ports.size(), port, target)).toList();
    List<Record> addresses =
        service.clusterIps().stream().map(it -> zone.address(target, it)).toList();
    return records.isEmpty() ? zone.noData(view) : new Answer.Records(records, addresses);
  }

  private Answer srv(
      Question question,
      ServiceView service,
      List<EndpointView> endpoints,
      Predicate<PortView> wanted,
      ClusterView view) {
    // One host name may have several addresses, and is one target for each of its ports.
    Map<Name, SequencedSet<Integer>> targets = new LinkedHashMap<>();
    SequencedSet<Record> addresses = new LinkedHashSet<>();
    for (EndpointView endpoint : endpoints) {
      Name target = nameOf(service, endpoint.label() + ".");
      for (PortView port : endpoint.ports()) {
        if (wanted.test(port)) {
          targets.computeIfAbsent(target, it -> new LinkedHashSet<>()).add(port.number());
          addresses.add(zone.address(target, endpoint.address()));
        }
      }
    }
    int count = targets.values().stream().mapToInt(SequencedSet::size).sum();
    List<Record> records = new ArrayList<>();
    targets.forEach(
        (target, ports) ->
            ports.forEach(port -> records.add(record(question, count, port, target))));
    return records.isEmpty()
        ? zone.noData(view)
        : new Answer.Records(records, List.copyOf(addresses));
  }

  private Record record(Question question, int count, int port, Name target) {
    int weight = Math.max(1, 100 / count);
    return new SRVRecord(question.name(), DClass.IN, zone.ttl(), 0, weight, port, target);
  }

  private Name nameOf(ServiceView service, String endpoint) {
    return zone.below(endpoint + service.name() + "." + service.namespace() + ".svc");
  }

  private static List<Record> shuffled(List<Record> records) {
    List<Record> copy = new ArrayList<>(records);
    Collections.shuffle(copy);
    return copy;
  }
}
