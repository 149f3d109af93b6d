package dev.ordinal.apiserver.cache;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An object as it is stored, with all that lists and watches need of it, so that they never parse.
 *
 * @param json canonical bytes without a resourceVersion
 * @param bodyStart the offset behind the leading {@code kind} and {@code apiVersion}
 * @param versionAt the offset in {@code metadata} where the resourceVersion belongs
 * @param revision of the write, or of the deletion in a DELETED event; 0 for what is not stored
 * @param fields the values of selectable fields
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record StoredObject(
    Meta meta,
    byte[] json,
    int bodyStart,
    int versionAt,
    long revision,
    Map<String, String> fields) {

  /** The names of an object. */
  public record Meta(String namespace, String name, String uid, Map<String, String> labels) {}

  private static final byte[] VERSION_FIELD =
      ",\"resourceVersion\":\"".getBytes(StandardCharsets.US_ASCII);

  /** The same object at another revision: how a DELETED event shows it. */
  public StoredObject at(long otherRevision) {
    return new StoredObject(meta, json, bodyStart, versionAt, otherRevision, fields);
  }

  /** Receives spliced bytes. */
  @FunctionalInterface
  public interface Target<E extends Exception> {
    /** Takes a part; the array must not be changed. */
    void write(byte[] bytes, int offset, int length) throws E;
  }

  /** Writes everything behind the type, the opening brace not included. */
  public <E extends Exception> void writeBody(Target<E> target) throws E {
    target.write(json, bodyStart, versionAt - bodyStart);
    if (revision > 0) {
      target.write(VERSION_FIELD, 0, VERSION_FIELD.length);
      byte[] number = Long.toString(revision).getBytes(StandardCharsets.US_ASCII);
      target.write(number, 0, number.length);
      target.write(QUOTE, 0, 1);
    }
    target.write(json, versionAt, json.length - versionAt);
  }

  private static final byte[] QUOTE = {'"'};
}
