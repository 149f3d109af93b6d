package dev.ordinal.controller.endpoints;

import dev.ordinal.client.DeleteOptions;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.Metadata;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.ControllerSpec;
import dev.ordinal.controller.runtime.Flag;
import dev.ordinal.controller.runtime.OwnWrites;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** One service: read, plan, write. */
public final class EndpointsReconciler implements Reconciler {
  private static final String BY_SERVICE = "endpoints-service";
  private static final String TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time";

  private final KubeClient client;
  private final InstantSource clock;
  private final int maxPerSlice;
  private final Informer<Service> services;
  private final Informer<Pod> pods;
  private final Informer<EndpointSlice> slices;
  private final Informer<Endpoints> endpoints;
  private final OwnWrites writes = new OwnWrites();

  private EndpointsReconciler(ControllerContext context) {
    this.client = context.client();
    this.clock = context.clock();
    this.maxPerSlice = context.settings().integer(Flag.MAX_ENDPOINTS_PER_SLICE);
    this.services = context.informers().of(Kinds.SERVICES);
    this.pods = context.informers().of(Kinds.PODS);
    this.slices =
        context
            .informers()
            .of(Kinds.ENDPOINT_SLICES)
            .index(
                BY_SERVICE, slice -> serviceOf(slice).map(ObjectKey::toString).stream().toList());
    this.endpoints = context.informers().of(Kinds.ENDPOINTS);
  }

  /** The controller over the context's caches. */
  public static Controller controller(ControllerContext context) {
    EndpointsReconciler reconciler = new EndpointsReconciler(context);
    return ControllerSpec.named("endpointslice-controller")
        .forKind(Kinds.SERVICES)
        .watches(Kinds.PODS, reconciler::servicesOf)
        .watches(Kinds.ENDPOINT_SLICES, slice -> serviceOf(slice).stream().toList())
        .watches(Kinds.ENDPOINTS, object -> List.of(Metadata.of(object).key()))
        .workers(context.settings().integer(Flag.CONCURRENT_SERVICE_ENDPOINT_SYNCS))
        .reconciledBy(context, reconciler);
  }

  private List<ObjectKey> servicesOf(Pod pod) {
    return services.list(pod.getMetadata().getNamespace()).stream()
        .filter(EndpointsPlanner::isKept)
        .filter(service -> Labels.matches(service.getSpec().getSelector(), Labels.of(pod)))
        .map(service -> Metadata.of(service).key())
        .toList();
  }

  private static Optional<ObjectKey> serviceOf(EndpointSlice slice) {
    String service = Labels.of(slice).get(SlicePacking.SERVICE_NAME);
    boolean ours = SlicePacking.MANAGER.equals(Labels.of(slice).get(SlicePacking.MANAGED_BY));
    return ours && service != null
        ? Optional.of(ObjectKey.of(slice.getMetadata().getNamespace(), service))
        : Optional.empty();
  }

  @Override
  public Result reconcile(ObjectKey key) {
    if (!writes.settled(key)) {
      return Result.retryAfter(OwnWrites.SOON);
    }
    List<EndpointSlice> present =
        slices.byIndex(BY_SERVICE, key.toString()).stream()
            .filter(slice -> slice.getMetadata().getDeletionTimestamp() == null)
            .toList();
    Endpoints old = endpoints.get(key).orElse(null);
    Optional<Service> service =
        services.get(key).filter(one -> one.getMetadata().getDeletionTimestamp() == null);
    if (service.isPresent() && Labels.isEmpty(service.get().getSpec().getSelector())) {
      return Result.done();
    }
    boolean kept = service.filter(EndpointsPlanner::isKept).isPresent();
    List<EndpointsAction> actions =
        kept
            ? EndpointsPlanner.plan(
                service.get(), pods.list(key.namespace()), present, old, maxPerSlice)
            : EndpointsPlanner.cleanUp(present, old);
    actions.forEach(action -> write(key, action));
    return Result.done();
  }

  private void write(ObjectKey key, EndpointsAction action) {
    String namespace = key.namespace();
    switch (action) {
      case EndpointsAction.CreateSlice(var slice) ->
          writes.wrote(
              key, slices, client.create(Kinds.ENDPOINT_SLICES, namespace, stamped(slice)));
      case EndpointsAction.UpdateSlice(var slice) ->
          writes.wrote(key, slices, client.update(Kinds.ENDPOINT_SLICES, stamped(slice)));
      case EndpointsAction.DeleteSlice(var slice) -> {
        client.deleteIfPresent(
            Kinds.ENDPOINT_SLICES, namespace, slice.getMetadata().getName(), ofUid(slice));
        writes.deleted(key, slices, slice);
      }
      case EndpointsAction.CreateEndpoints(var object) ->
          writes.wrote(key, endpoints, client.create(Kinds.ENDPOINTS, namespace, stamped(object)));
      case EndpointsAction.UpdateEndpoints(var object) ->
          writes.wrote(key, endpoints, client.update(Kinds.ENDPOINTS, stamped(object)));
      case EndpointsAction.DeleteEndpoints(var object) -> {
        client.deleteIfPresent(Kinds.ENDPOINTS, namespace, key.name(), ofUid(object));
        writes.deleted(key, endpoints, object);
      }
    }
  }

  private static DeleteOptions ofUid(HasMetadata object) {
    return DeleteOptions.ofUid(object.getMetadata().getUid());
  }

  private EndpointSlice stamped(EndpointSlice slice) {
    return new EndpointSliceBuilder(slice)
        .editMetadata()
        .addToAnnotations(TRIGGER_TIME, now())
        .endMetadata()
        .build();
  }

  private Endpoints stamped(Endpoints object) {
    return new EndpointsBuilder(object)
        .editMetadata()
        .addToAnnotations(TRIGGER_TIME, now())
        .endMetadata()
        .build();
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
