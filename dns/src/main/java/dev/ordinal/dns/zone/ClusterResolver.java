package dev.ordinal.dns.zone;

import dev.ordinal.dns.query.Answer;
import dev.ordinal.dns.query.Question;
import dev.ordinal.dns.query.Resolver;
import dev.ordinal.dns.view.ClusterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Answers questions from the newest view by asking a list of responders, first come first served.
 */
public final class ClusterResolver implements Resolver {

  private static final int ALIASES = 8;

  private final Supplier<Optional<ClusterView>> view;
  private final List<Zone> zones;
  private final List<Responder> responders;

  /**
   * Answers for a cluster's domain.
   *
   * @param domain absolute
   * @param ttl of the records, in seconds
   * @param view the newest view; empty before there is one
   */
  public ClusterResolver(Name domain, long ttl, Supplier<Optional<ClusterView>> view) {
    Zone cluster = new Zone(domain, domain, ttl);
    Zone reverse4 = new Zone(Name.fromConstantString("in-addr.arpa."), domain, ttl);
    Zone reverse6 = new Zone(Name.fromConstantString("ip6.arpa."), domain, ttl);
    this.view = view;
    this.zones = List.of(cluster, reverse4, reverse6);
    this.responders =
        List.of(
            new ReverseResponder(reverse4, cluster),
            new ReverseResponder(reverse6, cluster),
            // The following read names relative to the cluster's domain.
            new ServiceResponder(cluster),
            new PodResponder(cluster),
            new ApexResponder(cluster),
            (question, now) -> Optional.of(cluster.nameError(now)));
  }

  @Override
  public Answer resolve(Question question) {
    if (zones.stream().noneMatch(zone -> zone.contains(question.name()))) {
      return new Answer.Refused();
    }
    Optional<ClusterView> now = view.get();
    return now.isEmpty() ? new Answer.ServerFailure() : follow(question, now.get());
  }

  /** Answers, going after an alias as long as it leads to names of this server. */
  private Answer follow(Question question, ClusterView now) {
    List<Record> records = new ArrayList<>();
    Question current = question;
    while (true) {
      Answer answer = ask(current, now);
      if (!(answer instanceof Answer.Records found)) {
        return records.isEmpty() ? answer : new Answer.Records(records, List.of());
      }
      if (!records.isEmpty() && records.containsAll(found.answers())) {
        return new Answer.Records(records, List.of()); // a circle
      }
      records.addAll(found.answers());
      Optional<Name> alias = aliasIn(found, question.type());
      if (alias.isEmpty() || records.size() >= ALIASES || !isOurs(alias.get())) {
        return new Answer.Records(records, found.additional());
      }
      current = question.at(alias.get());
    }
  }

  private Answer ask(Question question, ClusterView now) {
    for (Responder responder : responders) {
      Optional<Answer> answer = responder.answer(question, now);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return new Answer.Refused();
  }

  private boolean isOurs(Name name) {
    return zones.stream().anyMatch(zone -> zone.contains(name));
  }

  private static Optional<Name> aliasIn(Answer.Records found, int type) {
    return type != Type.CNAME && found.answers().getFirst() instanceof CNAMERecord alias
        ? Optional.of(alias.getTarget())
        : Optional.empty();
  }
}
