package dev.ordinal.nodeagent.tool;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * A name server's answer.
 *
 * @param flags the header's second word
 * @param extra the additional section without the pseudo record of the protocol's extension
 * @param extended whether that pseudo record was there
 */
record DnsAnswer(
    int id,
    int flags,
    List<Row> answers,
    List<Row> authority,
    List<Row> extra,
    boolean extended,
    int size,
    InetSocketAddress server,
    boolean overTcp) {

  private static final List<String> CODES =
      List.of("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED");

  /** One record with its data as text. */
  record Row(String name, int type, long ttl, String data) {}

  int code() {
    return flags & 0xf;
  }

  String status() {
    return code() < CODES.size() ? CODES.get(code()) : "RESERVED" + code();
  }

  boolean truncated() {
    return (flags & 0x200) != 0;
  }

  boolean authoritative() {
    return (flags & 0x400) != 0;
  }
}
