package dev.ordinal.dns.query;

/** Hears of every answer, for the metrics. Threads: any. */
public interface QueryListener {

  /**
   * One query was answered.
   *
   * @param type the number of the record type that was asked for, 0 where that is not known
   * @param rcode the number of the response code
   */
  void answered(Transport transport, int type, int rcode, long nanos);
}
