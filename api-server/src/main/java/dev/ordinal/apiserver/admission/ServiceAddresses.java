package dev.ordinal.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.service.ServiceAllocation;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** A service gets its address and its node ports. */
final class ServiceAddresses implements AdmissionStep {

  private final ServiceAllocation services;

  ServiceAddresses(ServiceAllocation services) {
    this.services = services;
  }

  @Override
  public void admit(Request request) {
    if (!Requests.isWriteOf(request, "", "services")) {
      return;
    }
    ObjectNode service = request.object();
    List<FieldError> errors =
        services.allocate(
            service,
            request.old().orElseGet(service::objectNode),
            request.objects().list("", "services", ""));
    if (!errors.isEmpty()) {
      throw ApiException.invalid("", "Service", Requests.name(request), errors);
    }
  }
}
