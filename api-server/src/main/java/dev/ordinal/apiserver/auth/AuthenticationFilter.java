package dev.ordinal.apiserver.auth;

import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.RequestFilter;
import dev.ordinal.apiserver.request.User;
import java.util.List;
import java.util.Optional;

/** Finds out who asks: the first authenticator that knows the caller decides. */
public final class AuthenticationFilter implements RequestFilter {

  private final List<Authenticator> authenticators;

  /** Asks in this order; a caller whom nobody knows is anonymous. */
  public AuthenticationFilter(List<Authenticator> authenticators) {
    this.authenticators = List.copyOf(authenticators);
  }

  @Override
  public ApiResponse filter(ApiRequest request, Handler rest) {
    for (Authenticator authenticator : authenticators) {
      Optional<User> user = authenticator.authenticate(request);
      if (user.isPresent()) {
        return rest.handle(request.withUser(user.get()));
      }
    }
    return rest.handle(request.withUser(User.ANONYMOUS));
  }
}
