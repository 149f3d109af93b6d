package dev.ordinal.apiserver.auth;

import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.User;
import java.util.Optional;

/** One way to know a caller. Safe on any thread. */
@FunctionalInterface
public interface Authenticator {

  /**
   * The user, or empty where the request carries no credentials of this sort.
   *
   * @throws dev.ordinal.apiserver.request.ApiException 401 for credentials that are not valid
   */
  Optional<User> authenticate(ApiRequest request);
}
