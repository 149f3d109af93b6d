package dev.ordinal.nodeagent.image;

import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image's name in full: {@code nginx} is {@code docker.io/library/nginx:latest}.
 *
 * @param repository with its registry
 * @param tag {@code latest} where none was given
 */
record ImageReference(String repository, String tag) {

  private static final String PART = "[a-z0-9]+([._-]+[a-z0-9]+)*";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?<name>([a-zA-Z0-9.-]+(:[0-9]+)?/)?"
              + PART
              + "(/"
              + PART
              + ")*)"
              + "(:(?<tag>[\\w][\\w.-]{0,127}))?(@sha256:[0-9a-f]{64})?");

  /** Reads a name as the usual runtimes do. */
  static ImageReference parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      throw new RuntimeFailure(
          "InvalidImageName",
          "Failed to apply default image tag \"%s\": couldn't parse image name \"%s\": invalid"
                  .formatted(text, text)
              + " reference format");
    }
    String tag = matcher.group("tag");
    String name = matcher.group("name");
    return new ImageReference(withRegistry(name), tag == null ? "latest" : tag);
  }

  /** A repository with its registry, where that was left out. */
  static String withRegistry(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return "docker.io/library/" + name;
    }
    String first = name.substring(0, slash);
    boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
    return registry ? name : "docker.io/" + name;
  }

  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
