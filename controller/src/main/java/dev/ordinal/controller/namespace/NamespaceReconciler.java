package dev.ordinal.controller.namespace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.ControllerSpec;
import dev.ordinal.controller.runtime.Flag;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** One namespace: empty it, say what is left, let it go once nothing is. */
public final class NamespaceReconciler implements Reconciler {
  /** How soon to look again at content whose going makes no event here. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final KubeClient client;
  private final InstantSource clock;
  private final Informer<Namespace> namespaces;

  private NamespaceReconciler(ControllerContext context) {
    this.client = context.client();
    this.clock = context.clock();
    this.namespaces = context.informers().of(Kinds.NAMESPACES);
  }

  /** The controller over the context's caches. */
  public static Controller controller(ControllerContext context) {
    return ControllerSpec.named("namespace-controller")
        .forKind(Kinds.NAMESPACES)
        .watches(Kinds.PODS, NamespaceReconciler::ifGoing)
        .watches(Kinds.CLAIMS, NamespaceReconciler::ifGoing)
        .workers(context.settings().integer(Flag.CONCURRENT_NAMESPACE_SYNCS))
        .reconciledBy(context, new NamespaceReconciler(context));
  }

  private static List<ObjectKey> ifGoing(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() == null
        ? List.of()
        : List.of(ObjectKey.of("", object.getMetadata().getNamespace()));
  }

  @Override
  public Result reconcile(ObjectKey key) {
    Optional<Namespace> namespace = namespaces.get(key).filter(NamespacePlanner::isDue);
    if (namespace.isEmpty()) {
      return Result.done();
    }
    Content content = new ContentSweeper(client, key.name()).sweep();
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    try {
      NamespacePlanner.plan(namespace.get(), content, now)
          .forEach(action -> write(namespace.get(), action));
    } catch (ApiFailure e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    return content.isEmpty() ? Result.done() : Result.retryAfter(PAUSE);
  }

  private void write(Namespace namespace, NamespaceAction action) {
    String name = namespace.getMetadata().getName();
    switch (action) {
      case NamespaceAction.Report(var conditions) -> {
        ObjectNode patch = Json.object();
        ObjectNode status = patch.putObject("status").put("phase", "Terminating");
        status.set("conditions", Json.mapper().valueToTree(conditions));
        client.patch(Kinds.NAMESPACES, null, name, "status", PatchType.MERGE, patch);
      }
      case NamespaceAction.FinalizeIt() -> {
        ObjectNode current = client.get(Kinds.NAMESPACES.raw(), null, name);
        ObjectNode spec = current.withObjectProperty("spec");
        List<String> left =
            namespace.getSpec().getFinalizers().stream()
                .filter(finalizer -> !finalizer.equals("kubernetes"))
                .toList();
        spec.set("finalizers", Json.mapper().valueToTree(left));
        client.request("PUT", "/api/v1/namespaces/" + name + "/finalize", current);
      }
    }
  }
}
