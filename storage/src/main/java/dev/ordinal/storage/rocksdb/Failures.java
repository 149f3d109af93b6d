package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.StoreException.Code;
import java.nio.file.Path;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Turns RocksDB's errors into the store's, with the directory and the remedy in the message. */
final class Failures {

  private Failures() {}

  static StoreException of(RocksDBException cause, Path directory) {
    String detail = Optional.ofNullable(cause.getMessage()).orElse("no details");
    return switch (codeOf(cause, detail)) {
      case DISK_FULL ->
          new StoreException(
              Code.DISK_FULL,
              "no space left for the store in "
                  + directory
                  + ": free some on that file system, the store then goes on by itself; nothing"
                  + " of the refused write was kept ("
                  + detail
                  + ")",
              cause);
      case CORRUPT -> corrupt(directory, detail, cause);
      default ->
          new StoreException(
              Code.IO, "the store in " + directory + " cannot be used: " + detail, cause);
    };
  }

  static StoreException corrupt(Path directory, String detail, Throwable cause) {
    return new StoreException(
        Code.CORRUPT,
        "the store in "
            + directory
            + " is damaged: "
            + detail
            + "; put a copy of the directory back, or move it away to begin with an empty one",
        cause);
  }

  static StoreException locked(Path directory, String holder, Throwable cause) {
    return new StoreException(
        Code.LOCKED,
        "the store in "
            + directory
            + " is in use by "
            + holder
            + ": stop that one first, or choose another directory",
        cause);
  }

  private static Code codeOf(RocksDBException cause, String detail) {
    Status status = cause.getStatus();
    if ((status != null && status.getSubCode() == Status.SubCode.NoSpace)
        || detail.contains("No space left on device")) {
      return Code.DISK_FULL;
    }
    if (status != null && status.getCode() == Status.Code.Corruption) {
      return Code.CORRUPT;
    }
    return Code.IO;
  }
}
