package dev.ordinal.dns.query;

import java.util.List;
import org.xbill.DNS.Record;

/** What is said to a question. */
public sealed interface Answer {

  /**
   * There is something.
   *
   * @param additional addresses that save the asker a second question
   */
  record Records(List<Record> answers, List<Record> additional) implements Answer {
    /** Copies the lists. */
    public Records {
      answers = List.copyOf(answers);
      additional = List.copyOf(additional);
    }
  }

  /** The name exists and has nothing of this type; the zone's SOA says how long to remember it. */
  record NoData(Record soa) implements Answer {}

  /** The name does not exist. */
  record NameError(Record soa) implements Answer {}

  /** Not a name that is answered for here, or not a question that is answered. */
  record Refused() implements Answer {}

  /** It is not known yet. */
  record ServerFailure() implements Answer {}
}
