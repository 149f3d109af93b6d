package dev.ordinal.dns.zone;

import dev.ordinal.dns.query.Answer;
import dev.ordinal.dns.query.Question;
import dev.ordinal.dns.view.ClusterView;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A zone's name with the records that every zone has, and the making of records in it.
 *
 * @param origin where the zone begins, absolute
 * @param cluster the cluster's domain, under which the name server's own name is
 * @param ttl of all records, in seconds
 */
record Zone(Name origin, Name cluster, long ttl) {

  /** The name of the name server, as CoreDNS has it. */
  Name nameServer() {
    return name("ns.dns", cluster);
  }

  /** Whether a name is the zone's own or below it. */
  boolean contains(Name name) {
    return name.subdomain(origin);
  }

  /** A name below the origin. */
  Name below(String labels) {
    return name(labels, origin);
  }

  SOARecord soa(ClusterView view) {
    return new SOARecord(
        origin,
        DClass.IN,
        ttl,
        nameServer(),
        name("hostmaster", cluster),
        view.changed().getEpochSecond(),
        7200,
        1800,
        86400,
        ttl);
  }

  Answer noData(ClusterView view) {
    return new Answer.NoData(soa(view));
  }

  Answer nameError(ClusterView view) {
    return new Answer.NameError(soa(view));
  }

  /** The records, or no data where there are none. */
  Answer records(List<? extends Record> records, ClusterView view) {
    return records.isEmpty() ? noData(view) : new Answer.Records(List.copyOf(records), List.of());
  }

  /** The addresses among these that a question of type A or AAAA asks for; none for other types. */
  List<Record> addresses(Question question, List<InetAddress> addresses) {
    return addresses.stream()
        .filter(it -> type(it) == question.type())
        .map(it -> address(question.name(), it))
        .toList();
  }

  Record address(Name name, InetAddress address) {
    return type(address) == Type.A
        ? new ARecord(name, DClass.IN, ttl, address)
        : new AAAARecord(name, DClass.IN, ttl, address);
  }

  private static int type(InetAddress address) {
    return address instanceof Inet4Address ? Type.A : Type.AAAA;
  }

  private static Name name(String labels, Name under) {
    try {
      return Name.concatenate(Name.fromString(labels), under);
    } catch (TextParseException | NameTooLongException e) {
      throw new IllegalArgumentException("not a name: " + labels + "." + under, e);
    }
  }
}
