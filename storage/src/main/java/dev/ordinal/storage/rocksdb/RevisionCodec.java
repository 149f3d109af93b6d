package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Revision;
import java.nio.ByteBuffer;

/** Revisions as eight bytes whose byte order is the numbers' order. */
final class RevisionCodec {

  static final int BYTES = Long.BYTES;

  private RevisionCodec() {}

  static byte[] encode(Revision revision) {
    return ByteBuffer.allocate(BYTES).putLong(revision.value()).array();
  }

  static Revision decode(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a revision has 8 bytes, not " + bytes.length);
    }
    return read(ByteBuffer.wrap(bytes));
  }

  static Revision read(ByteBuffer from) {
    return new Revision(from.getLong());
  }
}
