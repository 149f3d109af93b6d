package dev.ordinal.nodeagent.process;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Leads paths that a container knows to where they are on the host, wherever a text mentions them.
 * What a program knows by itself stays as it is.
 */
final class PathTranslation {

  private final Pattern pattern;
  private final String root;
  private final boolean empty;

  /**
   * A translation of some paths and all below them.
   *
   * @param root what to put before
   */
  PathTranslation(Path root, List<String> paths) {
    this.root = root.toString();
    this.empty = paths.isEmpty();
    String any =
        paths.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    this.pattern = Pattern.compile("(?<![A-Za-z0-9_.@/}*-])(" + any + ")(?![A-Za-z0-9_.-])");
  }

  String apply(String text) {
    return empty
        ? text
        : pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(root + match.group()));
  }

  List<String> apply(List<String> words) {
    return words.stream().map(this::apply).toList();
  }
}
