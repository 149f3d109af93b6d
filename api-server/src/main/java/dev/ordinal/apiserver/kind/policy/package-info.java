/** Leases, priorities, disruption budgets and RBAC. */
@NullMarked
package dev.ordinal.apiserver.kind.policy;

import org.jspecify.annotations.NullMarked;
