package dev.ordinal.dns.query;

import org.xbill.DNS.Name;

/**
 * What is asked, in class IN.
 *
 * @param name as it was spelled; names compare without regard to case
 * @param type a number of {@link org.xbill.DNS.Type}
 */
public record Question(Name name, int type) {

  /** The same type asked of another name. */
  public Question at(Name other) {
    return new Question(other, type);
  }
}
