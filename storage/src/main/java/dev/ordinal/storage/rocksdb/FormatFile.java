package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.StoreException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file {@code FORMAT} in a store's directory: one line that says how its bytes are laid out.
 *
 * <p>It is read before RocksDB sees the directory, so that an old program leaves newer files alone.
 */
final class FormatFile {

  static final String NAME = "FORMAT";
  static final int VERSION = 1;
  private static final String PREFIX = "ordinal-store ";

  private FormatFile() {}

  /** Checks the format of an existing store, or begins a new one in an empty directory. */
  static void check(Path directory) {
    Path file = directory.resolve(NAME);
    try {
      Files.createDirectories(directory);
      if (Files.exists(file)) {
        checkVersion(directory, Files.readString(file).strip());
      } else if (Files.exists(directory.resolve("CURRENT"))) {
        throw Failures.corrupt(
            directory, "the file FORMAT is missing", new IOException("no file " + file));
      } else {
        write(directory, file);
      }
    } catch (IOException e) {
      throw new StoreException(
          Code.IO, "the store's directory " + directory + " cannot be used: " + e, e);
    }
  }

  private static void checkVersion(Path directory, String line) {
    int version;
    try {
      version = Integer.parseInt(line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : "");
    } catch (NumberFormatException e) {
      throw Failures.corrupt(directory, "the file FORMAT reads '" + line + "'", e);
    }
    if (version > VERSION) {
      throw new StoreException(
          Code.NEWER_FORMAT,
          "the store in "
              + directory
              + " has format "
              + version
              + ", this program knows formats up to "
              + VERSION
              + ": use the newer program that wrote it, or choose another directory");
    }
  }

  private static void write(Path directory, Path file) throws IOException {
    Path temporary = directory.resolve(NAME + ".tmp");
    Files.writeString(temporary, PREFIX + VERSION + "\n", StandardCharsets.UTF_8);
    sync(temporary);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    sync(directory);
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
