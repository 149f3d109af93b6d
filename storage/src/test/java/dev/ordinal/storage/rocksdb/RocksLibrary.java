package dev.ordinal.storage.rocksdb;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Unpacks RocksDB's native library to a place where {@code -Djava.library.path} finds it.
 *
 * <p>Without that every JVM unpacks 17 MB into the temporary directory at its start, and leaves
 * them there when it is killed, which these tests do a lot.
 */
final class RocksLibrary {

  private RocksLibrary() {}

  /**
   * Puts this machine's library into a directory, unless it is there already.
   *
   * @return the library's file, whose name is the one that RocksDB looks for
   */
  static Path unpack(Path directory) throws IOException {
    String name = Environment.getJniLibraryFileName("rocksdb");
    Path library = directory.resolve(name);
    try (InputStream packed = RocksDB.class.getClassLoader().getResourceAsStream(name)) {
      if (packed == null) {
        throw new FileNotFoundException("RocksDB has no library " + name + " for this machine");
      }
      Files.createDirectories(directory);
      if (!Files.exists(library)) {
        Path temporary = Files.createTempFile(directory, name, ".tmp");
        Files.copy(packed, temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.move(temporary, library, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return library;
  }
}
