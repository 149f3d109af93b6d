package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.ResourceKind;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.ControllerLoop;
import dev.ordinal.controller.runtime.ControllerSpec;
import dev.ordinal.controller.runtime.Flag;
import dev.ordinal.controller.runtime.OwnWrites;
import dev.ordinal.controller.runtime.OwnerLookup;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Wires the parts of the StatefulSet controller and says which change concerns which set. */
public final class StatefulSetController implements Controller {
  private static final ResourceKind<ObjectNode> SETS = Kinds.STATEFUL_SETS.raw();

  private final Informer<ObjectNode> sets;
  private final EventRecorder recorder;
  private final ControllerLoop loop;

  public StatefulSetController(ControllerContext context) {
    this.sets = context.informers().of(SETS);
    this.recorder = context.events("statefulset-controller");
    Informer<Pod> pods = context.informers().of(Kinds.PODS);
    Informer<PersistentVolumeClaim> claims = context.informers().of(Kinds.CLAIMS);
    OwnWrites writes = new OwnWrites();
    StatefulSetReconciler.Parts parts =
        new StatefulSetReconciler.Parts(
            new PodMembership(context.client(), pods, writes),
            new RevisionHistory(
                context.client(), context.informers().of(Kinds.CONTROLLER_REVISIONS.raw()), writes),
            new StatefulSetActuator(
                context.client(), pods, claims, writes, new StatefulSetEvents(recorder)));
    this.loop =
        ControllerSpec.named("statefulset")
            .forKind(SETS)
            .watches(Kinds.PODS, this::setsOfPod)
            .watches(Kinds.CLAIMS, this::setsOfClaim)
            .watches(Kinds.CONTROLLER_REVISIONS.raw(), this::setsOfRevision)
            .workers(context.settings().integer(Flag.CONCURRENT_STATEFULSET_SYNCS))
            .reconciledBy(
                context,
                new StatefulSetReconciler(
                    context.client(), sets, claims, writes, parts, context.clock()));
  }

  /** The owner; for an orphan, whoever might adopt it; and whoever waits for its name. */
  private Set<ObjectKey> setsOfPod(Pod pod) {
    Set<ObjectKey> keys = new LinkedHashSet<>();
    String namespace = pod.getMetadata().getNamespace();
    OwnerLookup.ownerKey(pod, StatefulSetView.KIND).ifPresent(keys::add);
    String parent = StatefulSetIdentity.parentName(pod.getMetadata().getName());
    ObjectKey namesake = ObjectKey.of(namespace, parent);
    if (!parent.isEmpty() && sets.get(namesake).isPresent()) {
      keys.add(namesake);
    }
    return keys;
  }

  private Set<ObjectKey> setsOfClaim(PersistentVolumeClaim claim) {
    Set<ObjectKey> keys = new LinkedHashSet<>();
    String name = claim.getMetadata().getName();
    for (ObjectNode tree : sets.list(claim.getMetadata().getNamespace())) {
      StatefulSetView set = StatefulSetView.of(tree);
      boolean ours =
          StatefulSetIdentity.ordinal(name).stream()
              .anyMatch(ordinal -> StatefulSetClaims.claimNames(set, ordinal).contains(name));
      if (ours) {
        keys.add(set.metadata().key());
      }
    }
    return keys;
  }

  private Set<ObjectKey> setsOfRevision(ObjectNode revision) {
    Set<ObjectKey> keys = new LinkedHashSet<>();
    String namespace = revision.path("metadata").path("namespace").asText("");
    String owner = OwnerLookup.controllerUid(revision);
    Map<String, String> labels = dev.ordinal.client.Metadata.of(revision).labels();
    for (ObjectNode tree : sets.list(namespace)) {
      StatefulSetView set = StatefulSetView.of(tree);
      if (set.uid().equals(owner) || (owner.isEmpty() && set.selector().matches(labels))) {
        keys.add(set.metadata().key());
      }
    }
    return keys;
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
    recorder.close();
  }
}
