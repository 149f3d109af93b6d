package dev.ordinal.apiserver.http;

import io.netty.channel.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a waiting thread write to a channel no faster than the client reads.
 *
 * <p>Threads: {@link #send} belongs to the one thread that answers; {@link #changed} is called by
 * the event loop. The lock guards {@code gone} and {@code actions}; nothing is called under it.
 */
final class Outflow {

  private final Channel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final List<Runnable> actions = new ArrayList<>();
  private boolean gone;

  Outflow(Channel channel) {
    this.channel = channel;
  }

  Channel channel() {
    return channel;
  }

  /** Sends a message, having waited until the channel takes more. */
  void send(Object message) throws IOException, InterruptedException {
    if (!channel.isWritable()) {
      awaitWritable();
    }
    if (!isOpen()) {
      io.netty.util.ReferenceCountUtil.release(message);
      throw new IOException("the client has gone");
    }
    channel.writeAndFlush(message, channel.voidPromise());
  }

  private void awaitWritable() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!gone && channel.isActive() && !channel.isWritable()) {
        change.await();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    return channel.isActive();
  }

  /** The channel takes more again. */
  void changed() {
    lock.lock();
    try {
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The client has gone, or the answer is finished: nobody waits any longer. */
  void closed() {
    List<Runnable> due;
    lock.lock();
    try {
      gone = true;
      change.signalAll();
      due = List.copyOf(actions);
      actions.clear();
    } finally {
      lock.unlock();
    }
    due.forEach(Runnable::run);
  }

  void onClose(Runnable action) {
    lock.lock();
    try {
      if (!gone) {
        actions.add(action);
        return;
      }
    } finally {
      lock.unlock();
    }
    action.run();
  }
}
