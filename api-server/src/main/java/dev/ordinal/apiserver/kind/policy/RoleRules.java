package dev.ordinal.apiserver.kind.policy;

import dev.ordinal.apiserver.kind.KindRules;

/** What RBAC objects have in common: any path segment is a name. */
final class RoleRules implements KindRules {

  static final RoleRules ROLE = new RoleRules();
  static final RoleRules BINDING = new RoleRules();

  private RoleRules() {}

  @Override
  public NameRule nameRule() {
    return NameRule.PATH_SEGMENT;
  }
}
