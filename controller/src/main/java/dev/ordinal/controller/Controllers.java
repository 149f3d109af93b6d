package dev.ordinal.controller;

import dev.ordinal.controller.disruption.DisruptionReconciler;
import dev.ordinal.controller.endpoints.EndpointsReconciler;
import dev.ordinal.controller.garbage.GarbageCollector;
import dev.ordinal.controller.namespace.NamespaceReconciler;
import dev.ordinal.controller.nodelifecycle.NodeLifecycle;
import dev.ordinal.controller.podgc.PodGcReconciler;
import dev.ordinal.controller.protection.ProtectionReconciler;
import dev.ordinal.controller.provisioner.Provisioner;
import dev.ordinal.controller.provisioner.Provisioners;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.scheduler.Scheduler;
import dev.ordinal.controller.serviceaccount.ServiceAccountReconciler;
import dev.ordinal.controller.statefulset.StatefulSetController;
import dev.ordinal.controller.tainteviction.TaintEviction;
import dev.ordinal.controller.volume.VolumeBinder;
import java.util.List;

/** The one list of all controllers, one line each, in start order. */
final class Controllers {
  private Controllers() {}

  static List<Controller> all(ControllerContext context) {
    return List.of(
        new StatefulSetController(context),
        ServiceAccountReconciler.controller(context),
        new Provisioner(context),
        new VolumeBinder(context, Provisioners.inTree()),
        ProtectionReconciler.ofClaims(context),
        ProtectionReconciler.ofVolumes(context),
        new Scheduler(context),
        EndpointsReconciler.controller(context),
        NamespaceReconciler.controller(context),
        new NodeLifecycle(context),
        new TaintEviction(context),
        PodGcReconciler.controller(context),
        DisruptionReconciler.controller(context),
        new GarbageCollector(context));
  }
}
