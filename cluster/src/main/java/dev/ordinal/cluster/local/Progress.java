package dev.ordinal.cluster.local;

/** Hears how starting and stopping goes on; called on the caller's thread. */
public interface Progress {

  /** Something was done; the text is for a person, lower case, without a full stop. */
  void done(String what);

  /** Says nothing. */
  static Progress quiet() {
    return what -> {};
  }
}
