package dev.ordinal.controller.nodelifecycle;

import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.ControllerLoop;
import dev.ordinal.controller.runtime.ControllerSpec;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loop over nodes. */
public final class NodeLifecycle implements Controller {
  private final EventRecorder events;
  private final SignsOfLife signs;
  private final ControllerLoop loop;

  /** The controller over the context's caches. */
  public NodeLifecycle(ControllerContext context) {
    this.events = context.events("node-controller");
    this.signs = new SignsOfLife(context.clock());
    this.loop =
        ControllerSpec.named("node-lifecycle-controller")
            .forKind(Kinds.NODES)
            .watches(Kinds.LEASES, NodeLifecycle::nodeOf)
            .reconciledBy(context, new NodeLifecycleReconciler(context, events, signs));
    loop.needs(context.informers().of(Kinds.PODS));
    context.informers().of(Kinds.NODES).handler(this::nodeChanged);
  }

  private static List<ObjectKey> nodeOf(Lease lease) {
    return NodeLifecycleReconciler.LEASES.equals(lease.getMetadata().getNamespace())
        ? List.of(ObjectKey.of("", lease.getMetadata().getName()))
        : List.of();
  }

  private void nodeChanged(@Nullable Node before, @Nullable Node now) {
    if (now == null && before != null) {
      signs.forget(before.getMetadata().getUid());
      String name = before.getMetadata().getName();
      events.normal(
          before,
          "RemovingNode",
          "Node " + name + " event: Removing Node " + name + " from Controller");
    }
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
