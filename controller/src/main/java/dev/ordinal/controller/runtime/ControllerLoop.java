package dev.ordinal.controller.runtime;

import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.Backoff;
import dev.ordinal.client.Informer;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes keys, calls the reconciler, acts on what it answers.
 *
 * <p>Threads: one virtual thread waits for the caches, then the workers, one virtual thread each.
 * The queue keeps two workers from the same key.
 */
public final class ControllerLoop implements Controller {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerLoop.class);

  private final String name;
  private final int workers;
  private final Reconciler reconciler;
  private final WorkQueue<ObjectKey> queue = new WorkQueue<>();
  private final Backoff<ObjectKey> backoff = Backoff.ofControllers();
  private final List<Informer<?>> needed = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder adds = new LongAdder();
  private final LongAdder passes = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  ControllerLoop(String name, int workers, Reconciler reconciler) {
    this.name = name;
    this.workers = workers;
    this.reconciler = reconciler;
  }

  @Override
  public String name() {
    return name;
  }

  /** Makes a key due now. */
  public void enqueue(ObjectKey key) {
    adds.increment();
    queue.add(key);
  }

  /** Makes a key due later. */
  public void enqueueAfter(ObjectKey key, Duration delay) {
    queue.addAfter(key, delay);
  }

  /** Workers begin only when this informer has synced. */
  public void needs(Informer<?> informer) {
    needed.add(informer);
  }

  @Override
  public synchronized void start() {
    threads.add(Thread.ofVirtual().name(name).start(this::startWorkers));
  }

  private void startWorkers() {
    try {
      for (Informer<?> informer : needed) {
        while (!informer.awaitSync(Duration.ofMinutes(1))) {
          LOG.warn("{} still waits for the first list of {}", name, informer.kind());
        }
      }
      synchronized (this) {
        for (int i = 0; i < workers; i++) {
          threads.add(Thread.ofVirtual().name(name + "-" + i).start(this::work));
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("{} stopped before it began", name);
    }
  }

  private void work() {
    try {
      for (ObjectKey key = queue.take(); key != null; key = queue.take()) {
        try {
          process(key);
        } finally {
          queue.done(key);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("{} was interrupted", name);
    }
  }

  private void process(ObjectKey key) throws InterruptedException {
    long begin = System.nanoTime();
    try {
      Result result = reconciler.reconcile(key);
      backoff.forget(key);
      switch (result) {
        case Result.Done() -> {}
        case Result.RetryAfter(Duration delay) -> queue.addAfter(key, delay);
      }
    } catch (RuntimeException e) {
      errors.increment();
      Duration delay = backoff.next(key);
      complain(key, e, delay);
      queue.addAfter(key, delay);
    } finally {
      passes.increment();
      nanos.add(System.nanoTime() - begin);
    }
  }

  /** What passes by itself is not worth a stack trace: conflicts, a server that is away. */
  private void complain(ObjectKey key, RuntimeException e, Duration delay) {
    if (e instanceof ApiFailure failure && (failure.isConflict() || failure.isUnreachable())) {
      LOG.debug("{} {}: {}, again in {}", name, key, e.getMessage(), delay);
    } else if (e instanceof ApiFailure || e instanceof RetryLater) {
      LOG.warn("{} {}: {}, again in {}", name, key, e.getMessage(), delay);
    } else {
      LOG.error("{} {}: again in {}", name, key, delay, e);
    }
  }

  @Override
  public void metrics(StringBuilder out) {
    String labels = "{name=\"" + name + "\"} ";
    out.append("workqueue_depth").append(labels).append(queue.size()).append('\n');
    out.append("workqueue_adds_total").append(labels).append(adds.sum()).append('\n');
    out.append("workqueue_retries_total").append(labels).append(errors.sum()).append('\n');
    out.append("workqueue_work_duration_seconds_count").append(labels).append(passes.sum());
    out.append('\n').append("workqueue_work_duration_seconds_sum").append(labels);
    out.append(nanos.sum() / 1e9).append('\n');
  }

  @Override
  public void close() {
    queue.shutDown();
    List<Thread> running;
    synchronized (this) {
      running = List.copyOf(threads);
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    for (Thread thread : running) {
      try {
        if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          thread.interrupt();
        }
      } catch (InterruptedException e) {
        thread.interrupt();
        Thread.currentThread().interrupt();
      }
    }
  }
}
