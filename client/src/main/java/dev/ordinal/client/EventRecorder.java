package dev.ordinal.client;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes core/v1 events about objects. A repeated event (same object, type, reason and message)
 * raises the count and time of the first one. Never blocks and never fails the caller: events go
 * through a bounded queue to one virtual thread, and are dropped when the server does not take
 * them.
 */
public final class EventRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int KNOWN_LIMIT = 4096;
  private static final int ATTEMPTS = 5;

  private final KubeClient client;
  private final String component;
  private final String host;
  private final BlockingQueue<Note> queue = new ArrayBlockingQueue<>(1000);
  private final Thread thread;
  private volatile boolean closed;

  /** Events written before, by what makes them equal. Only the writer thread uses it. */
  private final Map<Note, Event> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Note, Event> eldest) {
          return size() > KNOWN_LIMIT;
        }
      };

  /** Events come from this component, on this host (empty: none). */
  public EventRecorder(KubeClient client, String component, String host) {
    this.client = client;
    this.component = component;
    this.host = host;
    this.thread = Thread.ofVirtual().name("events-" + component).start(this::run);
  }

  /** What a normal step of the object's life is told with. */
  public void normal(HasMetadata about, String reason, String message) {
    record(reference(about), "Normal", reason, message);
  }

  /** What went wrong and may need a look. */
  public void warning(HasMetadata about, String reason, String message) {
    record(reference(about), "Warning", reason, message);
  }

  /** An event about anything that can be referred to, such as a container of a pod. */
  public void record(ObjectReference about, String type, String reason, String message) {
    String text = message.length() > 1024 ? message.substring(0, 1024) : message;
    if (!queue.offer(new Note(about, type, reason, text))) {
      LOG.debug("event dropped: {} {}", reason, text);
    }
  }

  /** The reference that events about an object carry. */
  public static ObjectReference reference(HasMetadata object) {
    return new ObjectReferenceBuilder()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(object.getMetadata().getNamespace())
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .withResourceVersion(object.getMetadata().getResourceVersion())
        .build();
  }

  private void run() {
    try {
      for (Note note = queue.take(); !note.isEnd(); note = queue.take()) {
        write(note);
      }
    } catch (InterruptedException e) {
      LOG.debug("events of {} end", component);
    }
  }

  private void write(Note note) throws InterruptedException {
    Delay delay = new Delay(Duration.ofMillis(200), Duration.ofSeconds(5));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Event before = known.get(note);
        known.put(note, before == null ? create(note) : repeat(before));
        return;
      } catch (ApiFailure e) {
        if (e.isNotFound() && known.remove(note) != null) {
          continue;
        }
        if (!e.isUnreachable() || closed) {
          LOG.debug("event {} not written: {}", note.reason, e.getMessage());
          return;
        }
        delay.pause();
      }
    }
  }

  private Event create(Note note) {
    ObjectReference about = note.about;
    String now = now();
    String namespace = about.getNamespace() == null ? "default" : about.getNamespace();
    Event event =
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(about.getName() + "." + Long.toHexString(nanosSinceEpoch()))
            .endMetadata()
            .withInvolvedObject(about)
            .withType(note.type)
            .withReason(note.reason)
            .withMessage(note.message)
            .withNewSource(component, host.isEmpty() ? null : host)
            .withReportingComponent(component)
            .withReportingInstance(host)
            .withFirstTimestamp(now)
            .withLastTimestamp(now)
            .withCount(1)
            .build();
    return client.create(Kinds.EVENTS, namespace, event);
  }

  private Event repeat(Event before) {
    var patch = Json.object();
    patch.put("count", (before.getCount() == null ? 1 : before.getCount()) + 1);
    patch.put("lastTimestamp", now());
    return client.patch(
        Kinds.EVENTS,
        before.getMetadata().getNamespace(),
        before.getMetadata().getName(),
        PatchType.MERGE,
        patch);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static long nanosSinceEpoch() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** Writes what is queued, for at most two seconds. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!queue.offer(Note.END) || !thread.join(Duration.ofSeconds(2))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /** What makes two events the same; the resource version of the object does not. */
  private record Note(ObjectReference about, String type, String reason, String message) {
    /** The last one in the queue. */
    private static final Note END = new Note(new ObjectReference(), "", "", "");

    private boolean isEnd() {
      return type.isEmpty();
    }

    private String identity() {
      return String.join(
          "\n",
          String.valueOf(about.getUid()),
          String.valueOf(about.getKind()),
          String.valueOf(about.getNamespace()),
          String.valueOf(about.getName()),
          String.valueOf(about.getFieldPath()),
          type,
          reason,
          message);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Note that && identity().equals(that.identity());
    }

    @Override
    public int hashCode() {
      return identity().hashCode();
    }
  }
}
