package dev.ordinal.apiserver;

import dev.ordinal.apiserver.discovery.DiscoveryHandler;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.RequestFilter;
import java.util.List;
import java.util.function.Predicate;

/** Hands a request to the part of the server that its path belongs to. */
final class Router implements RequestFilter.Handler {

  /** One part of the server. */
  record Route(Predicate<ApiRequest> serves, RequestFilter.Handler handler) {}

  private final List<Route> routes;
  private final RequestFilter.Handler resources;
  private final Predicate<String> servesGroupVersion;

  Router(
      List<Route> routes, RequestFilter.Handler resources, Predicate<String> servesGroupVersion) {
    this.routes = List.copyOf(routes);
    this.resources = resources;
    this.servesGroupVersion = servesGroupVersion;
  }

  @Override
  public ApiResponse handle(ApiRequest request) {
    for (Route route : routes) {
      if (route.serves().test(request)) {
        return route.handler().handle(request);
      }
    }
    if (request.target().isResource()) {
      if (!servesGroupVersion.test(request.target().apiVersion())) {
        return DiscoveryHandler.notFound();
      }
      return resources.handle(request);
    }
    if (request.path().equals("/")) {
      throw ApiException.noSuchPath();
    }
    return DiscoveryHandler.notFound();
  }
}
