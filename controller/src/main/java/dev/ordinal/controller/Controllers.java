package dev.ordinal.controller;

import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import java.util.List;

/** The one list of all controllers, one line each, in start order. */
final class Controllers {
  private Controllers() {}

  static List<Controller> all(ControllerContext context) {
    return List.of();
  }
}
