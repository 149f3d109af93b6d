package dev.ordinal.nodeagent.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bytes from an event loop to a reader. When the reader is slow, the channel is not read any more,
 * so that the sender feels it.
 *
 * <p>Threads: the event loop offers and never blocks; one thread reads. {@code lock} guards the
 * queue.
 */
final class InboundPipe extends InputStream {

  private static final int HIGH = 256 << 10;
  private static final int LOW = 64 << 10;

  private final Channel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private int offset;
  private int queued;
  private boolean ended;
  private boolean paused;

  InboundPipe(Channel channel) {
    this.channel = channel;
  }

  /** Adds a copy of a buffer's readable bytes. */
  void offer(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    if (bytes.length == 0) {
      return;
    }
    lock.lock();
    try {
      if (ended) {
        return;
      }
      chunks.add(bytes);
      queued += bytes.length;
      if (queued > HIGH && !paused) {
        paused = true;
        channel.config().setAutoRead(false);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will come. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The reader is gone: what comes is dropped. */
  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      chunks.clear();
      queued = 0;
      resume();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int start, int length) throws IOException {
    lock.lock();
    try {
      while (chunks.isEmpty()) {
        if (ended) {
          return -1;
        }
        changed.await();
      }
      byte[] head = chunks.getFirst();
      int count = Math.min(length, head.length - offset);
      System.arraycopy(head, offset, target, start, count);
      offset += count;
      queued -= count;
      if (offset == head.length) {
        chunks.removeFirst();
        offset = 0;
      }
      if (queued < LOW) {
        resume();
      }
      return count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void resume() {
    if (paused) {
      paused = false;
      channel.config().setAutoRead(true);
    }
  }
}
