package dev.ordinal.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.KeyRange;
import dev.ordinal.storage.Revision;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Every byte of every column family.
 *
 * <pre>
 * current   what is there now
 *   key                              createRevision(8) modRevision(8) value
 *
 * history   what was there, and what happened
 *   'v' key 00 modRevision(8)        createRevision(8) endRevision(8) value
 *                                    an entry as it was from modRevision until endRevision, at
 *                                    which it was replaced or removed
 *   'l' revision(8)                  kind(1) previousRevision(8) key
 *                                    the change that got this revision; kind is 'p' for put and
 *                                    'd' for delete, previousRevision is 0 where there was none
 *
 * default   about the store
 *   "revision"                       the last committed revision(8)
 *   "compacted"                      history up to this revision(8) is given up
 *   "swept"                          and its rows are removed up to this revision(8)
 * </pre>
 *
 * <p>The new value of a change is in {@code current} or, when it was superseded later, in a 'v' row
 * under the change's revision; the previous one is in the 'v' row under previousRevision. So each
 * value is stored once, and once more when it becomes history. Keys hold no NUL (see {@link Key}),
 * which keeps the versions of one key together and in key order.
 */
final class KeyLayout {

  static final byte[] REVISION = "revision".getBytes(UTF_8);
  static final byte[] COMPACTED = "compacted".getBytes(UTF_8);
  static final byte[] SWEPT = "swept".getBytes(UTF_8);

  private static final byte VERSION = 'v';
  private static final byte LOG = 'l';
  private static final byte PUT = 'p';
  private static final byte DELETE = 'd';

  /** One row of the log. */
  record Change(Revision revision, boolean delete, @Nullable Revision previous, Key key) {}

  /** A superseded entry and the revision that ended it. */
  record Version(Entry entry, Revision end) {}

  private KeyLayout() {}

  static byte[] key(Key key) {
    return key.path().getBytes(UTF_8);
  }

  static Key key(byte[] row) {
    return new Key(new String(row, UTF_8));
  }

  /** The first row of {@code current} that may be in the range. */
  static byte[] start(KeyRange range) {
    return range.after().isEmpty()
        ? range.prefix().getBytes(UTF_8)
        : append(range.after().getBytes(UTF_8), (byte) 0);
  }

  /** The first row of {@code current} behind the range. */
  static byte[] end(KeyRange range) {
    byte[] end = range.prefix().getBytes(UTF_8);
    end[end.length - 1]++; // a prefix ends with '/', so nothing is carried
    return end;
  }

  /** The first version row that may be in the range. */
  static byte[] versionStart(KeyRange range) {
    return range.after().isEmpty()
        ? prepend(range.prefix().getBytes(UTF_8))
        : prepend(append(range.after().getBytes(UTF_8), (byte) 1));
  }

  /** The first version row behind the range. */
  static byte[] versionEnd(KeyRange range) {
    return prepend(end(range));
  }

  static byte[] entryValue(Entry entry) {
    return ByteBuffer.allocate(2 * RevisionCodec.BYTES + entry.value().length)
        .putLong(entry.createRevision().value())
        .putLong(entry.modRevision().value())
        .put(entry.value())
        .array();
  }

  static Entry entry(Key key, byte[] row) {
    ByteBuffer buffer = ByteBuffer.wrap(row);
    Revision create = RevisionCodec.read(buffer);
    Revision mod = RevisionCodec.read(buffer);
    return new Entry(key, rest(buffer), create, mod);
  }

  static byte[] versionKey(Key key, Revision mod) {
    byte[] path = key(key);
    return ByteBuffer.allocate(path.length + 2 + RevisionCodec.BYTES)
        .put(VERSION)
        .put(path)
        .put((byte) 0)
        .putLong(mod.value())
        .array();
  }

  static byte[] versionValue(Entry entry, Revision end) {
    return ByteBuffer.allocate(2 * RevisionCodec.BYTES + entry.value().length)
        .putLong(entry.createRevision().value())
        .putLong(end.value())
        .put(entry.value())
        .array();
  }

  /** The part of a version row's key that is the entry's key, as bytes. */
  static byte[] versionedKey(byte[] rowKey) {
    return Arrays.copyOfRange(rowKey, 1, rowKey.length - 1 - RevisionCodec.BYTES);
  }

  static Version version(byte[] rowKey, byte[] row) {
    Revision mod =
        RevisionCodec.decode(
            Arrays.copyOfRange(rowKey, rowKey.length - RevisionCodec.BYTES, rowKey.length));
    ByteBuffer buffer = ByteBuffer.wrap(row);
    Revision create = RevisionCodec.read(buffer);
    Revision end = RevisionCodec.read(buffer);
    return new Version(new Entry(key(versionedKey(rowKey)), rest(buffer), create, mod), end);
  }

  static byte[] logKey(Revision revision) {
    return ByteBuffer.allocate(1 + RevisionCodec.BYTES).put(LOG).putLong(revision.value()).array();
  }

  /** The first row behind the whole log. */
  static byte[] logEnd() {
    return new byte[] {LOG + 1};
  }

  static byte[] logValue(Change change) {
    byte[] path = key(change.key());
    Revision previous = change.previous();
    return ByteBuffer.allocate(1 + RevisionCodec.BYTES + path.length)
        .put(change.delete() ? DELETE : PUT)
        .putLong(previous == null ? 0 : previous.value())
        .put(path)
        .array();
  }

  static Change change(byte[] rowKey, byte[] row) {
    Revision revision = RevisionCodec.decode(Arrays.copyOfRange(rowKey, 1, rowKey.length));
    ByteBuffer buffer = ByteBuffer.wrap(row);
    boolean delete = buffer.get() == DELETE;
    Revision previous = RevisionCodec.read(buffer);
    return new Change(revision, delete, previous.value() == 0 ? null : previous, key(rest(buffer)));
  }

  private static byte[] rest(ByteBuffer buffer) {
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    return rest;
  }

  private static byte[] prepend(byte[] bytes) {
    return ByteBuffer.allocate(bytes.length + 1).put(VERSION).put(bytes).array();
  }

  private static byte[] append(byte[] bytes, byte last) {
    return ByteBuffer.allocate(bytes.length + 1).put(bytes).put(last).array();
  }
}
