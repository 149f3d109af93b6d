package dev.ordinal.nodeagent.probe;

/**
 * One answer.
 *
 * @param message what went wrong, in upstream's words; empty on success
 */
public record ProbeOutcome(boolean success, String message) {

  static ProbeOutcome good() {
    return new ProbeOutcome(true, "");
  }

  static ProbeOutcome bad(String message) {
    return new ProbeOutcome(false, message);
  }
}
