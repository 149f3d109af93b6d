package dev.ordinal.apiserver.operation;

import dev.ordinal.apiserver.request.User;
import java.time.InstantSource;

/**
 * What a write needs to know beside the object.
 *
 * @param commit whether the change is stored
 */
public record WriteOptions(User user, Commit commit) {

  /** Whether a write is for real. */
  public enum Commit {
    /** It is. */
    STORE,
    /** Everything is done but the writing. */
    DRY_RUN
  }

  /** A real write by a user. */
  public static WriteOptions by(User user) {
    return new WriteOptions(user, Commit.STORE);
  }

  boolean isDryRun() {
    return commit == Commit.DRY_RUN;
  }

  /** The present time as Kubernetes writes it: RFC 3339, whole seconds. */
  static String timestamp(InstantSource clock) {
    return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
  }
}
