package dev.ordinal.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.StoreException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/** Opens the files of a store, or says what is wrong with them. */
final class DatabaseOpener {

  private static final List<String> FAMILIES = List.of("default", "current", "history");

  private final Path directory;
  private final StoreConfig config;
  private final List<AutoCloseable> options = new ArrayList<>();

  DatabaseOpener(Path directory, StoreConfig config) {
    this.directory = directory.toAbsolutePath().normalize();
    this.config = config;
  }

  Database open() {
    FormatFile.check(directory);
    RocksDB.loadLibrary();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try {
      RocksDB db = RocksDB.open(dbOptions(), directory.toString(), descriptors(), handles);
      writeHolder();
      return new Database(directory, db, handles, options);
    } catch (RocksDBException e) {
      throw failureOf(e);
    }
  }

  private DBOptions dbOptions() {
    return own(new DBOptions())
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setMaxOpenFiles(config.maxOpenFiles())
        .setMaxBackgroundJobs(2)
        .setMaxTotalWalSize(4 * config.writeBufferBytes())
        // What was acknowledged was synced: anything damaged but the torn end is an error, not to
        // be skipped in silence.
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        .setAvoidFlushDuringShutdown(true) // the log has it all
        .setStatsDumpPeriodSec(0)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2);
  }

  private List<ColumnFamilyDescriptor> descriptors() {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(own(new LRUCache(config.blockCacheBytes())))
            .setCacheIndexAndFilterBlocks(true)
            .setFilterPolicy(own(new BloomFilter(10)));
    ColumnFamilyOptions family =
        own(new ColumnFamilyOptions())
            .setTableFormatConfig(table)
            .setWriteBufferSize(config.writeBufferBytes())
            .setMaxWriteBufferNumber(2)
            .setCompressionType(CompressionType.LZ4_COMPRESSION);
    return FAMILIES.stream()
        .map(name -> new ColumnFamilyDescriptor(name.getBytes(UTF_8), family))
        .toList();
  }

  private <T extends AutoCloseable> T own(T option) {
    options.add(option);
    return option;
  }

  private StoreException failureOf(RocksDBException e) {
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    if (message.contains("LOCK")
        || message.toLowerCase(java.util.Locale.ROOT).contains("lock hold")) {
      return Failures.locked(directory, holder(), e);
    }
    StoreException failure = Failures.of(e, directory);
    // RocksDB reports files that are missing or named wrongly as I/O errors or bad arguments.
    return failure.code() == Code.IO && !message.contains("Permission denied")
        ? Failures.corrupt(directory, message, e)
        : failure;
  }

  /** Leaves the process id for the message that the next process gets. */
  private void writeHolder() {
    try {
      Files.writeString(directory.resolve("HOLDER"), ProcessHandle.current().pid() + "\n");
    } catch (IOException e) {
      // Only a convenience; a full disk must not keep a store from being opened and read.
      org.slf4j.LoggerFactory.getLogger(DatabaseOpener.class)
          .warn("cannot write {}: {}", directory.resolve("HOLDER"), e.toString());
    }
  }

  private String holder() {
    try {
      String pid = Files.readString(directory.resolve("HOLDER")).strip();
      return pid.equals(String.valueOf(ProcessHandle.current().pid()))
          ? "this process"
          : "process " + pid;
    } catch (IOException e) {
      return "another process";
    }
  }
}
