package dev.ordinal.cluster.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two commands from changing one cluster at the same time; the kernel frees it when a command
 * dies.
 */
final class DirectoryLock implements AutoCloseable {

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  static DirectoryLock take(DataDirectory directory) throws IOException, ClusterException {
    FileChannel channel =
        FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DirectoryLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this very process holds it: the same answer as for another process.
    }
    channel.close();
    throw new ClusterException(
        "another ordinal command is working on "
            + directory.root()
            + ": wait for it to end, then try again");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
