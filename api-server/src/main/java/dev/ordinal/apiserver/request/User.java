package dev.ordinal.apiserver.request;

import java.util.Set;

/** Who sends a request. */
public record User(String name, String uid, Set<String> groups) {

  /** A caller without credentials. */
  public static final User ANONYMOUS =
      new User("system:anonymous", "", Set.of("system:unauthenticated"));

  /** Copies the groups. */
  public User {
    groups = Set.copyOf(groups);
  }
}
