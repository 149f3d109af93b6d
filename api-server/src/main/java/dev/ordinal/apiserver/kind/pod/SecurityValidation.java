package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** Validation of security contexts. */
final class SecurityValidation {

  private static final List<String> GROUP_CHANGE = List.of("Always", "OnRootMismatch");
  private static final List<String> SECCOMP = List.of("Localhost", "RuntimeDefault", "Unconfined");

  private SecurityValidation() {}

  static void pod(JsonNode spec, String path, Errors errors) {
    JsonNode context = Tree.at(spec, "securityContext");
    String field = path + ".securityContext";
    for (String id : List.of("fsGroup", "runAsUser", "runAsGroup")) {
      identity(context, id, field, errors);
    }
    JsonNode groups = Tree.at(context, "supplementalGroups");
    for (int i = 0; i < groups.size(); i++) {
      long group = groups.path(i).asLong();
      String element = field + ".supplementalGroups[" + i + "]";
      Names.inRange(group, 0, Integer.MAX_VALUE)
          .forEach(text -> errors.invalid(element, group, text));
    }
    if (Tree.truth(spec, "shareProcessNamespace") && Tree.truth(spec, "hostPID")) {
      errors.invalid(
          field + ".shareProcessNamespace",
          Tree.at(spec, "shareProcessNamespace"),
          "ShareProcessNamespace and HostPID cannot both be enabled");
    }
    String policy = Tree.text(context, "fsGroupChangePolicy");
    if (!policy.isEmpty() && !GROUP_CHANGE.contains(policy)) {
      errors.notSupported(field + ".fsGroupChangePolicy", policy, GROUP_CHANGE);
    }
    seccomp(Tree.at(context, "seccompProfile"), field + ".seccompProfile", errors);
  }

  static void container(JsonNode container, String path, Errors errors) {
    JsonNode context = Tree.at(container, "securityContext");
    String field = path + ".securityContext";
    for (String id : List.of("runAsUser", "runAsGroup")) {
      identity(context, id, field, errors);
    }
    boolean noEscalation =
        Tree.has(context, "allowPrivilegeEscalation")
            && !Tree.truth(context, "allowPrivilegeEscalation");
    if (noEscalation && Tree.truth(context, "privileged")) {
      errors.invalid(
          field,
          context,
          "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
    }
    if (noEscalation && Tree.texts(context, "capabilities", "add").contains("CAP_SYS_ADMIN")) {
      errors.invalid(
          field,
          context,
          "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
    }
    seccomp(Tree.at(context, "seccompProfile"), field + ".seccompProfile", errors);
  }

  private static void identity(JsonNode context, String name, String path, Errors errors) {
    long id = Tree.number(context, name);
    Names.inRange(id, 0, Integer.MAX_VALUE)
        .forEach(text -> errors.invalid(path + "." + name, id, text));
  }

  private static void seccomp(JsonNode profile, String path, Errors errors) {
    if (profile.isMissingNode()) {
      return;
    }
    String type = Tree.text(profile, "type");
    boolean hasFile = Tree.has(profile, "localhostProfile");
    if (type.isEmpty()) {
      errors.required(path + ".type", "type is required when seccompProfile is set");
    } else if (!SECCOMP.contains(type)) {
      errors.notSupported(path + ".type", type, SECCOMP);
    }
    if (type.equals("Localhost") && !hasFile) {
      errors.required(path + ".localhostProfile", "must be set when seccomp type is Localhost");
    } else if (!type.equals("Localhost") && hasFile) {
      errors.invalid(
          path + ".localhostProfile", profile, "can only be set when seccomp type is Localhost");
    }
  }
}
