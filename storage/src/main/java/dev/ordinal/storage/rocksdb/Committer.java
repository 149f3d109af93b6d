package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.StoreException.Code;
import dev.ordinal.storage.WriteOutcome;
import dev.ordinal.storage.watch.WatchHub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The single writer: group commit.
 *
 * <p>It takes all writes that are waiting, checks their conditions in order, each seeing the ones
 * before it in the batch, gives out revisions, writes and syncs once, makes the events visible,
 * then answers the callers, then wakes the watchers. While it syncs the next batch gathers, so the
 * number of writes per sync grows with the load. A batch that cannot be written is refused to all
 * of its callers and leaves no trace: its revisions go to the next batch.
 *
 * <p>Threads: {@link #submit} and {@link #compact} may come from any thread and block until the
 * answer is there; all else runs on the thread {@code store-writer}.
 */
final class Committer implements AutoCloseable {

  private static final int QUEUE = 4096;

  /** A request with the place for its answer. */
  private sealed interface Task {

    void fail(StoreException reason);

    record Write(WriteRequest request, CompletableFuture<WriteOutcome> answer) implements Task {
      @Override
      public void fail(StoreException reason) {
        answer.completeExceptionally(reason);
      }
    }

    record Compact(Revision upTo, CompletableFuture<Revision> answer) implements Task {
      @Override
      public void fail(StoreException reason) {
        answer.completeExceptionally(reason);
      }
    }

    record Stop() implements Task {
      @Override
      public void fail(StoreException reason) {}
    }
  }

  private final Disk disk;
  private final WatchHub hub;
  private final int maxBatch;
  private final BlockingQueue<Task> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread writer;
  private volatile boolean closed;

  Committer(Disk disk, WatchHub hub, int maxBatch) {
    this.disk = disk;
    this.hub = hub;
    this.maxBatch = maxBatch;
    this.writer = Thread.ofPlatform().daemon().name("store-writer").unstarted(this::run);
  }

  void start() {
    writer.start();
  }

  /** Hands a write in and waits until it is durable and visible, or refused. */
  WriteOutcome submit(WriteRequest request) {
    CompletableFuture<WriteOutcome> answer = new CompletableFuture<>();
    return submit(new Task.Write(request, answer), answer);
  }

  /** Declares history given up and waits until that is durable. */
  Revision compact(Revision upTo) {
    CompletableFuture<Revision> answer = new CompletableFuture<>();
    return submit(new Task.Compact(upTo, answer), answer);
  }

  /** How many requests wait behind the batch that is being written. */
  int queued() {
    return queue.size();
  }

  /** Finishes what is queued and ends the writer. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      enqueue(new Task.Stop());
    }
    joinWriter();
    refuseQueued();
  }

  private <T> T submit(Task task, CompletableFuture<T> answer) {
    if (closed) {
      throw closedException();
    }
    enqueue(task);
    if (closed && !writer.isAlive()) {
      refuseQueued();
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException failure) {
        // A fresh one, so that its stack trace is the caller's.
        throw new StoreException(failure.code(), String.valueOf(failure.getMessage()), failure);
      }
      throw e;
    }
  }

  private void run() {
    List<Task> tasks = new ArrayList<>();
    boolean running = true;
    while (running) {
      tasks.clear();
      tasks.add(take());
      queue.drainTo(tasks, maxBatch - 1);
      running = tasks.stream().noneMatch(Task.Stop.class::isInstance);
      try {
        commit(tasks);
      } catch (RuntimeException | Error e) {
        // A defect must not leave callers waiting for ever: refuse the batch and go on.
        StoreException reason = new StoreException(Code.IO, "the write failed: " + e, e);
        tasks.forEach(task -> task.fail(reason));
      }
    }
  }

  private void commit(List<Task> tasks) {
    Batch batch = new Batch();
    tasks.forEach(batch::add);
    try {
      if (batch.changesAnything()) {
        disk.write(batch.events, batch.compacted);
      }
    } catch (StoreException e) {
      tasks.forEach(task -> task.fail(e));
      return;
    }
    if (batch.compacted != null) {
      hub.compacted(batch.compacted);
    }
    if (!batch.events.isEmpty()) {
      hub.append(batch.events);
    }
    batch.answers.forEach(Runnable::run);
    hub.fanOut(batch.events);
  }

  /** The writes behind one sync. */
  private final class Batch {

    private final List<StoreEvent> events = new ArrayList<>();
    private final List<Runnable> answers = new ArrayList<>();

    /** Entries as earlier members of this batch leave them; null where one was removed. */
    private final Map<Key, @Nullable Entry> overlay = new HashMap<>();

    private @Nullable Revision compacted;
    private Revision revision = hub.revision();

    boolean changesAnything() {
      return !events.isEmpty() || compacted != null;
    }

    void add(Task task) {
      switch (task) {
        case Task.Write write -> add(write);
        case Task.Compact compact -> add(compact);
        case Task.Stop stop -> {}
      }
    }

    private void add(Task.Write write) {
      WriteRequest request = write.request();
      WriteRequest.Decision decision;
      try {
        decision = request.decide(existing(request.key()), revision.next());
      } catch (StoreException e) {
        answers.add(() -> write.fail(e)); // unreadable: its own misfortune, not the batch's
        return;
      }
      switch (decision) {
        case WriteRequest.Decision.Change(StoreEvent event) -> {
          revision = event.revision();
          events.add(event);
          overlay.put(request.key(), event instanceof StoreEvent.Put put ? put.entry() : null);
          WriteOutcome outcome = new WriteOutcome.Written(revision);
          answers.add(() -> write.answer().complete(outcome));
        }
        case WriteRequest.Decision.Refusal(WriteOutcome outcome) ->
            answers.add(() -> write.answer().complete(outcome));
      }
    }

    private void add(Task.Compact compact) {
      Revision known = compacted == null ? hub.compacted() : compacted;
      if (compact.upTo().compareTo(known) > 0) {
        compacted = compact.upTo();
      }
      answers.add(() -> compact.answer().complete(hub.compacted()));
    }

    private @Nullable Entry existing(Key key) {
      return overlay.containsKey(key) ? overlay.get(key) : disk.read(key).orElse(null);
    }
  }

  /** Nobody but close() ends the writer, and it does so through the queue. */
  private Task take() {
    return Uninterrupted.get(queue::take);
  }

  private void enqueue(Task task) {
    Uninterrupted.run(() -> queue.put(task));
  }

  private void joinWriter() {
    Uninterrupted.run(writer::join);
  }

  private void refuseQueued() {
    List<Task> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(task -> task.fail(closedException()));
  }

  private static StoreException closedException() {
    return new StoreException(Code.CLOSED, "the store is closed");
  }
}
