package dev.ordinal.apiserver.schema;

/** What to do about unknown and duplicate fields in a request; the server's default is WARN. */
public enum FieldValidation {
  /** Drop them silently. */
  IGNORE,
  /** Drop them and warn. */
  WARN,
  /** Refuse the request. */
  STRICT
}
