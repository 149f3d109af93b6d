package dev.ordinal.apiserver.auth;

/** One rule of who may do what; in a list, the first that allows decides. Safe on any thread. */
@FunctionalInterface
public interface Authorizer {

  /** Whether this rule allows it; if not, another may. */
  boolean allows(Attributes wanted);
}
