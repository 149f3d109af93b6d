package dev.ordinal.apiserver.schema;

import java.io.IOException;

/** Says what is wrong with malformed JSON, as Go does. */
final class JsonSyntax {

  private JsonSyntax() {}

  static String message(byte[] body, IOException e) {
    if (body.length == 0 || e instanceof com.fasterxml.jackson.core.io.JsonEOFException) {
      return "unexpected end of JSON input";
    }
    if (e instanceof com.fasterxml.jackson.core.exc.StreamConstraintsException) {
      return "exceeded max depth";
    }
    String text = String.valueOf(e.getMessage());
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
