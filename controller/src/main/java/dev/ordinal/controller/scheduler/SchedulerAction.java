package dev.ordinal.controller.scheduler;

import dev.ordinal.controller.scheduler.state.NodeVolumes;

/** What is to be done about one pod. */
sealed interface SchedulerAction {
  /** Bind it to the node. */
  record Bind(String node) implements SchedulerAction {}

  /** Get its volumes ready for the node; it is bound once they are. */
  record PrepareVolumes(String node, NodeVolumes volumes) implements SchedulerAction {}

  /** Say that no node will do; an event may change that. */
  record Refuse(String message) implements SchedulerAction {}
}
