package dev.ordinal.dns.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** An answer while it is written: response code, EDNS and the size that the asker can take. */
final class Reply {

  /** What UDP carries without EDNS, and what is sure to pass without fragments. */
  private static final int PLAIN = 512;

  private static final int SAFE = 1232;

  private final Message message;
  private final @Nullable OPTRecord edns;
  private final Transport transport;
  private int rcode = Rcode.NOERROR;

  Reply(Message message, @Nullable OPTRecord edns, Transport transport) {
    this.message = message;
    this.edns = edns;
    this.transport = transport;
  }

  /** A bare header that says what was wrong. */
  static Reply error(byte[] query, int rcode) {
    Message message = new Message((query[0] & 0xFF) << 8 | (query[1] & 0xFF));
    Header header = message.getHeader();
    header.setFlag(Flags.QR);
    header.setOpcode(query[2] >> 3 & 0xF);
    if ((query[2] & 1) != 0) {
      header.setFlag(Flags.RD);
    }
    return new Reply(message, null, Transport.UDP).withRcode(rcode);
  }

  Reply withRcode(int code) {
    rcode = code;
    return this;
  }

  int rcode() {
    return rcode;
  }

  int type() {
    Record question = message.getQuestion();
    return question == null ? 0 : question.getType();
  }

  void authoritative() {
    message.getHeader().setFlag(Flags.AA);
  }

  void add(Record record, int section) {
    message.addRecord(record, section);
  }

  byte[] toWire() {
    message.getHeader().setRcode(rcode & 0xF);
    if (edns != null) {
      int flags = edns.getFlags() & ExtendedFlags.DO;
      message.addRecord(new OPTRecord(SAFE, rcode >> 4, 0, flags), Section.ADDITIONAL);
    }
    byte[] wire = message.toWire();
    return wire.length <= limit() ? wire : shorten();
  }

  private int limit() {
    if (transport == Transport.TCP) {
      return Message.MAXLENGTH;
    }
    return edns == null ? PLAIN : Math.clamp(edns.getPayloadSize(), PLAIN, SAFE);
  }

  /**
   * Leaves out the additional addresses, then whole records of the answer, which is then marked as
   * truncated so that the asker comes back over TCP.
   */
  private byte[] shorten() {
    removeAll(Section.ADDITIONAL);
    byte[] wire = message.toWire();
    if (wire.length <= limit()) {
      return wire;
    }
    message.getHeader().setFlag(Flags.TC);
    List<Record> answers = List.copyOf(message.getSection(Section.ANSWER));
    int fits = 0;
    int tooMany = answers.size() + 1;
    while (tooMany - fits > 1) {
      int middle = (fits + tooMany) / 2;
      wire = withAnswers(answers.subList(0, middle));
      if (wire.length <= limit()) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return withAnswers(answers.subList(0, fits));
  }

  private byte[] withAnswers(List<Record> answers) {
    message.removeAllRecords(Section.ANSWER);
    answers.forEach(it -> message.addRecord(it, Section.ANSWER));
    return message.toWire();
  }

  /** Empties a section, but for EDNS. */
  private void removeAll(int section) {
    OPTRecord opt = message.getOPT();
    message.removeAllRecords(section);
    if (opt != null) {
      message.addRecord(opt, Section.ADDITIONAL);
    }
  }
}
