package dev.ordinal.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which objects a list or watch is about; empty selectors select all. */
public record ListOptions(String labelSelector, String fieldSelector) {

  public static ListOptions all() {
    return new ListOptions("", "");
  }

  public static ListOptions labels(String selector) {
    return new ListOptions(selector, "");
  }

  public static ListOptions fields(String selector) {
    return new ListOptions("", selector);
  }

  /** These selectors and the given parameters as a query string with its question mark. */
  String query(Map<String, String> parameters) {
    Map<String, String> all = new LinkedHashMap<>();
    if (!labelSelector.isEmpty()) {
      all.put("labelSelector", labelSelector);
    }
    if (!fieldSelector.isEmpty()) {
      all.put("fieldSelector", fieldSelector);
    }
    all.putAll(parameters);
    StringBuilder text = new StringBuilder();
    all.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return text.toString();
  }
}
