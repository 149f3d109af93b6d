package dev.ordinal.controller.tainteviction;

import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.Metadata;
import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.ControllerLoop;
import dev.ordinal.controller.runtime.ControllerSpec;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loop over pods; a node whose taints change makes all its pods due. */
public final class TaintEviction implements Controller {
  private static final String BY_NODE = "tainteviction-node";

  private final EventRecorder events;
  private final Informer<Pod> pods;
  private final ControllerLoop loop;

  /** The controller over the context's caches. */
  public TaintEviction(ControllerContext context) {
    this.events = context.events("taint-eviction-controller");
    this.pods =
        context
            .informers()
            .of(Kinds.PODS)
            .index(BY_NODE, pod -> Pods.isScheduled(pod) ? List.of(Pods.nodeName(pod)) : List.of());
    this.loop =
        ControllerSpec.named("taint-eviction-controller")
            .forKind(Kinds.PODS)
            .workers(2)
            .reconciledBy(context, new TaintEvictionReconciler(context, events));
    loop.needs(context.informers().of(Kinds.NODES).handler(this::nodeChanged));
  }

  private void nodeChanged(@Nullable Node before, @Nullable Node now) {
    if (now != null && !taints(before).equals(taints(now))) {
      pods.byIndex(BY_NODE, now.getMetadata().getName())
          .forEach(pod -> loop.enqueue(Metadata.of(pod).key()));
    }
  }

  private static List<Taint> taints(@Nullable Node node) {
    return node == null || node.getSpec() == null ? List.of() : node.getSpec().getTaints();
  }

  @Override
  public String name() {
    return loop.name();
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void metrics(StringBuilder out) {
    loop.metrics(out);
  }

  @Override
  public void close() {
    loop.close();
    events.close();
  }
}
