package dev.ordinal.dns.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.dns.Dig;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What holds for every question: sizes, flags, EDNS, and bytes that are no question. */
class QueryHandlerTest {

  private static final int ADDRESSES = 100;

  /** Answers every question with a hundred addresses, and as many in addition. */
  private final QueryHandler handler =
      new QueryHandler(
          question -> {
            List<Record> records = new ArrayList<>();
            for (int i = 0; i < ADDRESSES; i++) {
              records.add(
                  new ARecord(
                      question.name(), DClass.IN, 5, InetAddress.ofLiteral("10.244.0." + i)));
            }
            return new Answer.Records(records, records);
          },
          (transport, type, rcode, nanos) -> {});

  @Test
  void udpAnswersAreCutAtTheAskersSizeAndMarked() {
    assertCut(answer(query(), Transport.UDP), 512, 20);
    assertCut(answer(withEdns(4096), Transport.UDP), 1232, 70);
    assertCut(answer(withEdns(600), Transport.UDP), 600, 25);
    assertCut(answer(withEdns(100), Transport.UDP), 512, 20);
  }

  @Test
  void tcpAnswersAreWhole() {
    Message answer = Dig.answer(answer(query(), Transport.TCP));
    assertThat(answer.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(answer.getSection(Section.ANSWER)).hasSize(ADDRESSES);
    assertThat(answer.getSection(Section.ADDITIONAL)).hasSize(ADDRESSES);
  }

  @Test
  void identityFlagsAndSpellingComeBack() {
    Message query = Dig.query("WwW", "A");
    query.getHeader().setFlag(Flags.CD);
    Message answer = Dig.answer(answer(query, Transport.TCP));
    assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
    assertThat(answer.getHeader().getFlag(Flags.QR)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.RD)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.CD)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.RA)).isFalse();
    assertThat(answer.getQuestion().getName()).hasToString("WwW.default.svc.cluster.local.");
  }

  @Test
  void ednsIsAnsweredInKind() {
    Message query = query();
    query.addRecord(new OPTRecord(1400, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
    OPTRecord edns = Dig.answer(answer(query, Transport.UDP)).getOPT();
    assertThat(edns.getPayloadSize()).isEqualTo(1232);
    assertThat(edns.getFlags() & ExtendedFlags.DO).isNotZero();
    assertThat(Dig.answer(answer(query(), Transport.UDP)).getOPT()).isNull();
  }

  @Test
  void aNewerEdnsVersionIsRefused() {
    Message query = query();
    query.addRecord(new OPTRecord(1400, 0, 1), Section.ADDITIONAL);
    Message answer = Dig.answer(answer(query, Transport.UDP));
    assertThat(answer.getRcode()).isEqualTo(Rcode.BADVERS);
    assertThat(answer.getOPT().getVersion()).isZero();
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
  }

  @Test
  void otherOperationsAreNotImplemented() {
    for (int opcode : new int[] {Opcode.IQUERY, Opcode.STATUS, Opcode.NOTIFY, Opcode.UPDATE, 9}) {
      Message query = query();
      query.getHeader().setOpcode(opcode);
      Message answer = Dig.answer(answer(query, Transport.UDP));
      assertThat(answer.getRcode()).as(Opcode.string(opcode)).isEqualTo(Rcode.NOTIMP);
      assertThat(answer.getHeader().getOpcode()).isEqualTo(opcode);
      assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
    }
  }

  @Test
  void exactlyOneQuestionIsTaken() {
    assertThat(rcodeOf(new Message(7))).isEqualTo(Rcode.FORMERR);
    Message two = query();
    two.addRecord(query().getQuestion(), Section.QUESTION);
    assertThat(rcodeOf(two)).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void otherClassesAreRefused() {
    Record chaos = Record.newRecord(query().getQuestion().getName(), Type.TXT, DClass.CH);
    assertThat(rcodeOf(Message.newQuery(chaos))).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void answersAndFragmentsOfHeadersGetNoReply() {
    Message answer = query();
    answer.getHeader().setFlag(Flags.QR);
    assertThat(handler.handle(answer.toWire(), Transport.UDP)).isEmpty();
    for (int length = 0; length < 12; length++) {
      byte[] start = Arrays.copyOf(query().toWire(), length);
      assertThat(handler.handle(start, Transport.UDP)).isEmpty();
    }
  }

  @Test
  void cutAndDamagedQueriesAreFormatErrors() {
    byte[] wire = query().toWire();
    for (int length = 12; length < wire.length; length++) {
      byte[] reply = handler.handle(Arrays.copyOf(wire, length), Transport.UDP).orElseThrow();
      assertThat(Dig.answer(reply).getRcode()).as("%s bytes", length).isEqualTo(Rcode.FORMERR);
    }
    byte[] pointer = wire.clone();
    pointer[12] = (byte) 0xC0; // a name that points at itself
    pointer[13] = 12;
    byte[] reply = handler.handle(pointer, Transport.UDP).orElseThrow();
    assertThat(Dig.answer(reply).getRcode()).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void noBytesAtAllMakeItFail() {
    long seed = Long.getLong("ordinal.seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] whole = withEdns(1232).toWire();
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes;
      if (random.nextBoolean()) {
        bytes = new byte[random.nextInt(80)];
        random.nextBytes(bytes);
      } else {
        bytes = whole.clone();
        for (int flips = random.nextInt(6); flips >= 0; flips--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      Optional<byte[]> reply = handler.handle(bytes, Transport.UDP);
      reply.ifPresent(it -> assertThat(it.length).as("seed %s", seed).isBetween(12, 1232));
    }
  }

  private void assertCut(byte[] wire, int limit, int atLeast) {
    Message answer = Dig.answer(wire);
    assertThat(wire.length).isBetween(limit - 40, limit);
    assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(answer.getSection(Section.ANSWER)).hasSizeGreaterThanOrEqualTo(atLeast);
  }

  private int rcodeOf(Message query) {
    return Dig.answer(answer(query, Transport.UDP)).getRcode();
  }

  private byte[] answer(Message query, Transport transport) {
    return handler.handle(query.toWire(), transport).orElseThrow();
  }

  private static Message query() {
    return Dig.query("web", "A");
  }

  private static Message withEdns(int size) {
    Message query = query();
    query.addRecord(new OPTRecord(size, 0, 0), Section.ADDITIONAL);
    return query;
  }
}
