package dev.ordinal.nodeagent.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.DeleteOptions;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.PatchType;
import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.node.NodeIdentity;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers each pod's events as a node would, at once.
 *
 * <p>Threads: one short-lived virtual thread per answer; at most one running and one deleting
 * answer per pod.
 */
final class SimulatedPods implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SimulatedPods.class);

  private final KubeClient client;
  private final NodeIdentity identity;
  private final Clock clock;
  private final AddressPool addresses;
  private final Map<String, String> addressByUid = new ConcurrentHashMap<>();
  private final Set<String> deleting = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  SimulatedPods(KubeClient client, NodeIdentity identity, Clock clock) {
    this.client = client;
    this.identity = identity;
    this.clock = clock;
    this.addresses = new AddressPool(identity.podCidr());
  }

  void changed(@Nullable Pod before, @Nullable Pod now) {
    if (now == null) {
      if (before != null) {
        forget(before);
      }
      return;
    }
    String uid = now.getMetadata().getUid();
    if (now.getMetadata().getDeletionTimestamp() != null) {
      if (deleting.add(uid)) {
        answer("delete", now, () -> confirm(now));
      }
    } else if (!Pods.isTerminal(now) && !addressByUid.containsKey(uid)) {
      addressByUid.put(uid, address(now));
      answer("run", now, () -> run(now));
    }
  }

  private String address(Pod pod) {
    if (Pods.hostNetwork(pod)) {
      return identity.internalIp();
    }
    String known = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    return known == null || known.isEmpty() ? addresses.take() : addresses.claim(known);
  }

  private void forget(Pod pod) {
    String uid = pod.getMetadata().getUid();
    deleting.remove(uid);
    String address = addressByUid.remove(uid);
    if (address != null) {
      addresses.free(address);
    }
  }

  private void run(Pod pod) {
    String address = addressByUid.get(pod.getMetadata().getUid());
    if (address == null) {
      return;
    }
    ObjectNode patch = Json.object();
    patch.putObject("metadata").put("uid", pod.getMetadata().getUid());
    patch.set("status", SimulatedStatus.running(pod, identity, address, clock.instant()));
    client.patch(
        Kinds.PODS,
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        "status",
        PatchType.STRATEGIC,
        patch);
  }

  private void confirm(Pod pod) {
    client.deleteIfPresent(
        Kinds.PODS,
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        DeleteOptions.ofUid(pod.getMetadata().getUid()).withGracePeriod(0));
  }

  /** Tries until it is done, or the pod is another or gone. */
  private void answer(String what, Pod pod, Runnable call) {
    Thread.ofVirtual()
        .name("simulate-" + what + "-" + pod.getMetadata().getName())
        .start(() -> retry(what, pod, call));
  }

  private void retry(String what, Pod pod, Runnable call) {
    Duration delay = Duration.ofMillis(50);
    while (!closed) {
      try {
        call.run();
        return;
      } catch (ApiFailure e) {
        if (e.isNotFound() || e.isConflict()) {
          return;
        }
        log.debug("{} {}: {}", what, pod.getMetadata().getName(), e.getMessage());
      }
      try {
        Thread.sleep(delay);
      } catch (InterruptedException e) {
        return;
      }
      delay = delay.toMillis() < 5000 ? delay.multipliedBy(2) : delay;
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
