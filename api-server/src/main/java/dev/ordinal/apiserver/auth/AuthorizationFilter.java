package dev.ordinal.apiserver.auth;

import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.RequestFilter;
import java.util.List;
import java.util.Optional;

/** Refuses what no rule allows. */
public final class AuthorizationFilter implements RequestFilter {

  private final Authorizer authorizer;

  /** Asks this authorizer. */
  public AuthorizationFilter(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  @Override
  public ApiResponse filter(ApiRequest request, Handler rest) {
    Attributes wanted = Attributes.of(request);
    if (!authorizer.allows(wanted)) {
      throw refusal(wanted);
    }
    return rest.handle(request);
  }

  private static ApiException refusal(Attributes wanted) {
    if (wanted.isResource()) {
      String groupResource =
          wanted.group().isEmpty() ? wanted.resource() : wanted.resource() + "." + wanted.group();
      return ApiException.forbidden(groupResource, wanted.place().name(), wanted.refusal());
    }
    return ApiException.of(
        403,
        "Forbidden",
        "forbidden: " + wanted.refusal(),
        Optional.of(new ApiException.Details("", "", "", "", List.of(), 0)));
  }
}
