package dev.ordinal.dns.query;

/** Knows the answers. Threads: any, and it never blocks. */
public interface Resolver {

  /** The answer to a question. */
  Answer resolve(Question question);
}
