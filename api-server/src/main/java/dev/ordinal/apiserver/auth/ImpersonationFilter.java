package dev.ordinal.apiserver.auth;

import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.RequestFilter;
import dev.ordinal.apiserver.request.User;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a caller who may do so act as somebody else ({@code kubectl --as}, {@code --as-group}):
 * every name that is asked for needs the right to impersonate it.
 */
public final class ImpersonationFilter implements RequestFilter {

  private static final String PREFIX = "impersonate-";
  private static final String ACCOUNT = "system:serviceaccount:";

  private final Authorizer authorizer;

  /** Asks this authorizer who may act as whom. */
  public ImpersonationFilter(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  @Override
  public ApiResponse filter(ApiRequest request, Handler rest) {
    List<Headers.Field> asked =
        request.headers().all().stream()
            .filter(field -> field.name().toLowerCase(Locale.ROOT).startsWith(PREFIX))
            .toList();
    if (asked.isEmpty()) {
      return rest.handle(request);
    }
    String name = request.header("Impersonate-User").orElse("");
    if (name.isEmpty()) {
      throw ApiException.of(
          500,
          "InternalError",
          "Internal error occurred: requested a group, uid or extra without impersonating a user",
          Optional.empty());
    }
    return rest.handle(request.withUser(impersonated(request.user(), name, asked)));
  }

  private User impersonated(User caller, String name, List<Headers.Field> asked) {
    Set<String> groups = new LinkedHashSet<>();
    String uid = "";
    verifyName(caller, name);
    for (Headers.Field field : asked) {
      switch (field.name().toLowerCase(Locale.ROOT)) {
        case "impersonate-user" -> {}
        case "impersonate-group" -> {
          verify(caller, "", "groups", "", field.value());
          groups.add(field.value());
        }
        case "impersonate-uid" -> {
          verify(caller, "authentication.k8s.io", "uids", "", field.value());
          uid = field.value();
        }
        // Extra fields say more about a user than any rule here looks at: the right counts all the
        // same.
        default -> verify(caller, "authentication.k8s.io", "userextras", "", field.value());
      }
    }
    if (groups.isEmpty() && name.startsWith(ACCOUNT)) {
      groups.add("system:serviceaccounts");
      groups.add("system:serviceaccounts:" + account(name).getFirst());
    }
    groups.add(
        name.equals(User.ANONYMOUS.name()) ? "system:unauthenticated" : "system:authenticated");
    return new User(name, uid, groups);
  }

  private void verifyName(User caller, String name) {
    if (name.startsWith(ACCOUNT)) {
      List<String> account = account(name);
      verify(caller, "", "serviceaccounts", account.getFirst(), account.getLast());
    } else {
      verify(caller, "", "users", "", name);
    }
  }

  private static List<String> account(String name) {
    List<String> parts = new ArrayList<>(List.of(name.substring(ACCOUNT.length()).split(":", -1)));
    if (parts.size() != 2) {
      throw ApiException.badRequest("not a service account's name: " + name);
    }
    return parts;
  }

  private void verify(User caller, String group, String resource, String namespace, String name) {
    Attributes wanted =
        new Attributes(
            caller, "impersonate", group, resource, new Attributes.Place(namespace, name), "", "");
    if (!authorizer.allows(wanted)) {
      throw ApiException.forbidden(
          group.isEmpty() ? resource : resource + "." + group, name, wanted.refusal());
    }
  }
}
