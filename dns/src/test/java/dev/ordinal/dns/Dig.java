package dev.ordinal.dns;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Makes queries and writes answers as text, much as dig does. */
public final class Dig {

  private Dig() {}

  /** A query; names are relative to {@code default.svc.cluster.local} unless they end in a dot. */
  public static Message query(String name, String type) {
    try {
      Name origin = Name.fromString("default.svc.cluster.local.");
      return Message.newQuery(
          Record.newRecord(Name.fromString(name, origin), Type.value(type), DClass.IN));
    } catch (TextParseException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  /** Reads an answer. */
  public static Message answer(byte[] wire) {
    try {
      return new Message(wire);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a message", e);
    }
  }

  /**
   * The status and then the records of answer, authority and additional, sorted in each; without
   * EDNS.
   */
  public static List<String> text(Message message) {
    String status =
        Rcode.string(message.getRcode())
            + (message.getHeader().getFlag(Flags.AA) ? " aa" : "")
            + (message.getHeader().getFlag(Flags.TC) ? " tc" : "");
    Stream<String> answers = records(message, Section.ANSWER, "");
    Stream<String> authority = records(message, Section.AUTHORITY, "authority ");
    Stream<String> additional = records(message, Section.ADDITIONAL, "additional ");
    return Stream.of(Stream.of(status), answers, authority, additional).flatMap(it -> it).toList();
  }

  private static Stream<String> records(Message message, int section, String mark) {
    return message.getSection(section).stream()
        .filter(it -> it.getType() != Type.OPT)
        .map(it -> mark + it.toString().replaceAll("\\s+", " "))
        .sorted();
  }
}
