package dev.ordinal.nodeagent.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;

/** How a command ended, as the error channel tells it. */
sealed interface Outcome {

  /** Exit code 0, or an attach that is over. */
  record Success() implements Outcome {}

  /** Another exit code. */
  record Exit(int code) implements Outcome {}

  /** It could not be run. */
  record Failure(String message) implements Outcome {}

  /** The Status object of protocol version 4. */
  default ObjectNode status() {
    ObjectNode status = Json.object();
    status.putObject("metadata");
    switch (this) {
      case Success() -> status.put("status", "Success");
      case Exit(int code) -> {
        status.put("status", "Failure");
        status.put("message", text());
        status.put("reason", "NonZeroExitCode");
        status
            .putObject("details")
            .putArray("causes")
            .addObject()
            .put("reason", "ExitCode")
            .put("message", String.valueOf(code));
      }
      case Failure(String message) -> {
        status.put("status", "Failure");
        status.put("message", message);
        status.put("reason", "InternalError");
        status.put("code", 500);
      }
    }
    return status;
  }

  /** The text of the protocol versions before; empty for success. */
  default String text() {
    return switch (this) {
      case Success() -> "";
      case Exit(int code) ->
          "command terminated with non-zero exit code: error executing command, exit code " + code;
      case Failure(String message) -> message;
    };
  }
}
