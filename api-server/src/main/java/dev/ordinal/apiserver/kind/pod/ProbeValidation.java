package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** Validation of probes and lifecycle hooks. */
final class ProbeValidation {

  private static final List<String> SCHEMES = List.of("HTTP", "HTTPS");
  private static final List<String> COUNTS =
      List.of(
          "initialDelaySeconds",
          "timeoutSeconds",
          "periodSeconds",
          "successThreshold",
          "failureThreshold");

  private ProbeValidation() {}

  /** The three probes and the hooks of a container. */
  static void validate(JsonNode container, String path, long gracePeriod, Errors errors) {
    for (String hook : List.of("postStart", "preStop")) {
      if (Tree.has(container, "lifecycle", hook)) {
        handler(
            Tree.at(container, "lifecycle", hook),
            path + ".lifecycle." + hook,
            gracePeriod,
            errors);
      }
    }
    for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      JsonNode probe = Tree.at(container, name);
      if (!probe.isMissingNode()) {
        probe(probe, name, path + "." + name, gracePeriod, errors);
      }
    }
  }

  private static void probe(
      JsonNode probe, String name, String path, long gracePeriod, Errors errors) {
    handler(probe, path, gracePeriod, errors);
    COUNTS.forEach(count -> errors.nonNegative(probe, path, count));
    boolean hasPeriod = Tree.has(probe, "terminationGracePeriodSeconds");
    long period = Tree.number(probe, "terminationGracePeriodSeconds");
    if (hasPeriod && period <= 0) {
      errors.invalid(path + ".terminationGracePeriodSeconds", period, "must be greater than 0");
    }
    if (name.equals("readinessProbe")) {
      if (hasPeriod) {
        errors.invalid(
            path + ".terminationGracePeriodSeconds", period, "must not be set for readinessProbes");
      }
    } else if (Tree.number(probe, "successThreshold") != 1) {
      errors.invalid(
          path + ".successThreshold", Tree.number(probe, "successThreshold"), "must be 1");
    }
  }

  private static void handler(JsonNode handler, String path, long gracePeriod, Errors errors) {
    int handlers = 0;
    for (String type : List.of("exec", "httpGet", "tcpSocket", "grpc", "sleep")) {
      JsonNode action = Tree.at(handler, type);
      if (action.isMissingNode()) {
        continue;
      }
      if (handlers++ > 0) {
        errors.forbidden(path + "." + type, "may not specify more than 1 handler type");
        continue;
      }
      action(type, action, path + "." + type, gracePeriod, errors);
    }
    if (handlers == 0) {
      errors.required(path, "must specify a handler type");
    }
  }

  private static void action(
      String type, JsonNode action, String path, long gracePeriod, Errors errors) {
    switch (type) {
      case "exec" -> {
        if (Tree.at(action, "command").isEmpty()) {
          errors.required(path + ".command");
        }
      }
      case "httpGet" -> httpGet(action, path, errors);
      case "tcpSocket", "grpc" -> portNumberOrName(Tree.at(action, "port"), path + ".port", errors);
      default -> {
        long seconds = Tree.number(action, "seconds");
        if (seconds < 0 || seconds > gracePeriod) {
          errors.invalid(
              path,
              seconds,
              "must be non-negative and less than terminationGracePeriodSeconds ("
                  + gracePeriod
                  + ")");
        }
      }
    }
  }

  private static void httpGet(JsonNode action, String path, Errors errors) {
    if (Tree.text(action, "path").isEmpty()) {
      errors.required(path + ".path");
    }
    portNumberOrName(Tree.at(action, "port"), path + ".port", errors);
    String scheme = Tree.text(action, "scheme");
    if (!SCHEMES.contains(scheme)) {
      errors.notSupported(path + ".scheme", scheme, SCHEMES);
    }
    for (ObjectNode header : Tree.objects(action, "httpHeaders")) {
      String name = Tree.text(header, "name");
      errors.invalidEach(path + ".httpHeaders", name, Names.headerName(name));
    }
  }

  private static void portNumberOrName(JsonNode port, String path, Errors errors) {
    if (port.isTextual()) {
      errors.invalidEach(path, port.asText(), Names.portName(port.asText()));
    } else {
      Names.portNumber(port.asLong()).forEach(text -> errors.invalid(path, port.asLong(), text));
    }
  }
}
