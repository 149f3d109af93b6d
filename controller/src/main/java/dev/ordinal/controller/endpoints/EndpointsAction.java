package dev.ordinal.controller.endpoints;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;

/** One write about the endpoints of a service; new versions carry no trigger time yet. */
sealed interface EndpointsAction {
  record CreateSlice(EndpointSlice slice) implements EndpointsAction {}

  record UpdateSlice(EndpointSlice slice) implements EndpointsAction {}

  record DeleteSlice(EndpointSlice slice) implements EndpointsAction {}

  record CreateEndpoints(Endpoints endpoints) implements EndpointsAction {}

  record UpdateEndpoints(Endpoints endpoints) implements EndpointsAction {}

  record DeleteEndpoints(Endpoints endpoints) implements EndpointsAction {}
}
