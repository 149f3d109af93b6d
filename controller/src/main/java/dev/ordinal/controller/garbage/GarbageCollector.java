package dev.ordinal.controller.garbage;

import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.Backoff;
import dev.ordinal.client.Informer;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.Metadata;
import dev.ordinal.client.PartialObject;
import dev.ordinal.client.ResourceKind;
import dev.ordinal.client.WorkQueue;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.Flag;
import dev.ordinal.controller.runtime.RetryLater;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the metadata of all kinds and works off the tasks of the graph.
 *
 * <p>Threads: one virtual thread asks from time to time which kinds there are and starts an
 * informer for each; informers change the graph; the workers, one virtual thread each, begin when
 * all caches are full.
 */
public final class GarbageCollector implements Controller {
  private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);
  private static final Duration DISCOVERY_PERIOD = Duration.ofSeconds(30);

  private final KubeClient client;
  private final int workers;
  private final OwnerGraph graph = new OwnerGraph();
  private final WorkQueue<OwnerGraph.Task> queue = new WorkQueue<>();
  private final Backoff<OwnerGraph.Task> backoff = Backoff.ofControllers();
  private final Map<ResourceKind<PartialObject>, Informer<PartialObject>> informers =
      new ConcurrentHashMap<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final LongAdder done = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final GarbageReconciler reconciler;
  private volatile boolean closed;

  public GarbageCollector(ControllerContext context) {
    this.client = context.client();
    this.workers = context.settings().integer(Flag.CONCURRENT_GC_SYNCS);
    this.reconciler = new GarbageReconciler(client, graph, this::kind);
  }

  @Override
  public String name() {
    return "garbage-collector";
  }

  @Override
  public void start() {
    threads.add(Thread.ofVirtual().name(name()).start(this::followKinds));
  }

  private void followKinds() {
    Discovery discovery = new Discovery(client);
    boolean working = false;
    try {
      while (!closed) {
        boolean complete = discover(discovery);
        if (complete && !working) {
          working = true;
          for (int i = 0; i < workers; i++) {
            threads.add(Thread.ofVirtual().name(name() + "-" + i).start(this::work));
          }
        }
        Thread.sleep(complete ? DISCOVERY_PERIOD : Duration.ofMillis(500));
      }
    } catch (InterruptedException e) {
      LOG.debug("{} stops", name());
    }
  }

  private boolean discover(Discovery discovery) throws InterruptedException {
    try {
      return follow(discovery.kinds());
    } catch (ApiFailure e) {
      LOG.debug("discovery: {}", e.getMessage());
      return false;
    }
  }

  /** Starts and stops informers as the kinds are; true when all caches are full. */
  private boolean follow(List<ResourceKind<PartialObject>> kinds) throws InterruptedException {
    if (kinds.isEmpty()) {
      return false;
    }
    boolean complete = true;
    for (ResourceKind<PartialObject> kind : kinds) {
      Informer<PartialObject> informer = informers.computeIfAbsent(kind, this::informer);
      // One after the other: at start-up others need the machine more.
      complete &= informer.awaitSync(Duration.ofSeconds(10));
    }
    for (ResourceKind<PartialObject> kind : Set.copyOf(informers.keySet())) {
      if (!kinds.contains(kind)) {
        forget(kind);
      }
    }
    return complete;
  }

  private void forget(ResourceKind<PartialObject> kind) {
    Informer<PartialObject> gone = informers.remove(kind);
    if (gone != null) {
      gone.close();
      gone.list().forEach(object -> graph.remove(Metadata.of(object).uid()));
    }
  }

  private Informer<PartialObject> informer(ResourceKind<PartialObject> kind) {
    Informer<PartialObject> informer = new Informer<>(client, kind);
    informer.handler(
        (before, now) -> {
          if (now != null) {
            enqueue(graph.put(Item.of(kind, now)));
          } else if (before != null) {
            enqueue(graph.remove(Metadata.of(before).uid()));
          }
        });
    informer.start();
    return informer;
  }

  private Optional<ResourceKind<PartialObject>> kind(String group, String kind) {
    return informers.keySet().stream()
        .filter(known -> known.group().equals(group) && known.kind().equals(kind))
        .findFirst();
  }

  private void enqueue(Set<OwnerGraph.Task> tasks) {
    tasks.forEach(queue::add);
  }

  private void work() {
    try {
      for (OwnerGraph.Task task = queue.take(); task != null; task = queue.take()) {
        try {
          enqueue(reconciler.work(task));
          backoff.forget(task);
          done.increment();
        } catch (RuntimeException e) {
          retry(task, e);
        } finally {
          queue.done(task);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("{} was interrupted", name());
    }
  }

  private void retry(OwnerGraph.Task task, RuntimeException e) {
    retries.increment();
    Duration delay = backoff.next(task);
    if (e instanceof ApiFailure || e instanceof RetryLater) {
      LOG.debug("{}: {}, again in {}", task, e.getMessage(), delay);
    } else {
      LOG.error("{}: again in {}", task, delay, e);
    }
    queue.addAfter(task, delay);
  }

  @Override
  public void metrics(StringBuilder out) {
    String labels = "{name=\"garbage_collector\"} ";
    out.append("workqueue_depth").append(labels).append(queue.size()).append('\n');
    out.append("workqueue_retries_total").append(labels).append(retries.sum()).append('\n');
    out.append("workqueue_work_duration_seconds_count").append(labels);
    out.append(done.sum()).append('\n');
  }

  @Override
  public void close() {
    closed = true;
    queue.shutDown();
    informers.values().forEach(Informer::close);
    threads.forEach(Thread::interrupt);
  }
}
