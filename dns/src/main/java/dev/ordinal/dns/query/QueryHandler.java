package dev.ordinal.dns.query;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.HINFORecord;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Reads a query, has it resolved and writes the answer, whatever the bytes are.
 *
 * <p>Threads: any; never blocks.
 */
public final class QueryHandler {

  private static final int HEADER = 12;

  private final Resolver resolver;
  private final QueryListener listener;

  public QueryHandler(Resolver resolver, QueryListener listener) {
    this.resolver = resolver;
    this.listener = listener;
  }

  /** The answer's bytes; empty where none is due, which is for noise and for answers. */
  public Optional<byte[]> handle(byte[] query, Transport transport) {
    long start = System.nanoTime();
    if (query.length < HEADER || (query[2] & 0x80) != 0) {
      return Optional.empty();
    }
    Reply reply = reply(query, transport);
    byte[] wire = reply.toWire();
    listener.answered(transport, reply.type(), reply.rcode(), System.nanoTime() - start);
    return Optional.of(wire);
  }

  private Reply reply(byte[] query, Transport transport) {
    int opcode = query[2] >> 3 & 0xF;
    if (opcode != Opcode.QUERY) {
      return Reply.error(query, Rcode.NOTIMP);
    }
    Message message;
    try {
      message = new Message(query);
    } catch (IOException | RuntimeException e) {
      return Reply.error(query, Rcode.FORMERR); // dnsjava throws either for malformed messages
    }
    Record asked = message.getQuestion();
    if (asked == null || message.getHeader().getCount(Section.QUESTION) != 1) {
      return Reply.error(query, Rcode.FORMERR);
    }
    OPTRecord edns = message.getOPT();
    Reply reply = new Reply(begin(message.getHeader(), asked), edns, transport);
    if (edns != null && edns.getVersion() != 0) {
      return reply.withRcode(Rcode.BADVERS);
    }
    return fill(reply, asked);
  }

  private Reply fill(Reply reply, Record asked) {
    switch (resolve(asked)) {
      case Answer.Records(var answers, var additional) -> {
        reply.authoritative();
        answers.forEach(it -> reply.add(it, Section.ANSWER));
        additional.forEach(it -> reply.add(it, Section.ADDITIONAL));
      }
      case Answer.NoData(Record soa) -> {
        reply.authoritative();
        reply.add(soa, Section.AUTHORITY);
      }
      case Answer.NameError(Record soa) -> {
        reply.authoritative();
        reply.add(soa, Section.AUTHORITY);
        return reply.withRcode(Rcode.NXDOMAIN);
      }
      case Answer.Refused refused -> {
        return reply.withRcode(Rcode.REFUSED);
      }
      case Answer.ServerFailure failure -> {
        return reply.withRcode(Rcode.SERVFAIL);
      }
    }
    return reply;
  }

  private Answer resolve(Record asked) {
    int type = asked.getType();
    if (asked.getDClass() != DClass.IN || type == Type.AXFR || type == Type.IXFR) {
      return new Answer.Refused();
    }
    Answer answer = resolver.resolve(new Question(asked.getName(), type));
    if (type == Type.ANY && answer instanceof Answer.NoData) {
      // RFC 8482: a small answer in place of everything.
      Record small = new HINFORecord(asked.getName(), DClass.IN, 0, "RFC8482", "");
      return new Answer.Records(List.of(small), List.of());
    }
    return answer;
  }

  private static Message begin(Header query, Record asked) {
    Message message = new Message(query.getID());
    Header header = message.getHeader();
    header.setFlag(Flags.QR);
    if (query.getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    if (query.getFlag(Flags.CD)) {
      header.setFlag(Flags.CD);
    }
    message.addRecord(asked, Section.QUESTION);
    return message;
  }
}
