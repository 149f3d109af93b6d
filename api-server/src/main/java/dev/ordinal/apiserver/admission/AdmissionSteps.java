package dev.ordinal.apiserver.admission;

import dev.ordinal.apiserver.kind.service.ServiceAllocation;
import java.util.List;

/**
 * The steps of admission, in order; everyone is affected by those above, nobody may care about
 * those below.
 *
 * <p>How it is wired: a write is decoded and defaulted, its name generated, its namespace filled in
 * from the URL; then {@link #admit} is called with the object that will be written, for the object
 * itself and for each of its subresources; then come the kind's preparation and validation. A step
 * changes the object in place or throws. On DELETE the request's object is the one that is stored.
 * Where a write is tried again because of a conflict, admission runs again.
 */
public final class AdmissionSteps {

  private final List<AdmissionStep> steps;

  private AdmissionSteps(List<AdmissionStep> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * The steps that are on by default.
   *
   * @param services one for the whole server, from {@code --service-cluster-ip-range}
   */
  public static AdmissionSteps defaults(ServiceAllocation services) {
    return new AdmissionSteps(
        List.of(
            new NamespaceLifecycle(),
            new LimitRanger(),
            new ServiceAccountStep(),
            new NodeRestriction(),
            new PriorityStep(),
            new DefaultTolerationSeconds(),
            new DefaultStorageClass(),
            new StorageObjectInUseProtection(),
            new PersistentVolumeClaimResize(),
            // Last of those that change something: it needs the service as it will be.
            new ServiceAddresses(services)));
  }

  /**
   * Asks every step.
   *
   * @throws dev.ordinal.apiserver.request.ApiException of the first that refuses
   */
  public void admit(AdmissionStep.Request request) {
    steps.forEach(step -> step.admit(request));
  }
}
