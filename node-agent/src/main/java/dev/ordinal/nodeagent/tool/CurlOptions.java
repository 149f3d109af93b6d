package dev.ordinal.nodeagent.tool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The command line of {@code curl}. */
final class CurlOptions {

  boolean silent;
  boolean showErrors;
  boolean fail;
  boolean includeHead;
  boolean headOnly;
  boolean follow;
  boolean insecure;
  boolean verbose;
  boolean help;
  boolean version;
  String method = "";
  String output = "";
  String writeOut = "";
  String data = "";
  boolean hasData;
  double seconds;
  double connectSeconds;
  final List<String> headers = new ArrayList<>();
  final List<String> urls = new ArrayList<>();

  static CurlOptions parse(List<String> words) throws CurlFailure {
    CurlOptions options = new CurlOptions();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.startsWith("--")) {
        options.longOption(word, rest);
      } else if (word.startsWith("-") && word.length() > 1) {
        options.shortOptions(word, rest);
      } else {
        options.urls.add(word);
      }
    }
    return options;
  }

  /** Several letters may share a dash; one with a value takes the rest of the word. */
  private void shortOptions(String word, Iterator<String> rest) throws CurlFailure {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (flag(letter)) {
        continue;
      }
      String value = word.substring(i + 1);
      value(letter, "-" + letter, value.isEmpty() ? next("-" + letter, rest) : value);
      return;
    }
  }

  private void longOption(String word, Iterator<String> rest) throws CurlFailure {
    char letter =
        switch (word) {
          case "--silent" -> 's';
          case "--show-error" -> 'S';
          case "--fail" -> 'f';
          case "--include" -> 'i';
          case "--head" -> 'I';
          case "--location" -> 'L';
          case "--insecure" -> 'k';
          case "--verbose" -> 'v';
          case "--no-buffer" -> 'N';
          case "--help" -> 'h';
          case "--version" -> 'V';
          case "--output" -> 'o';
          case "--write-out" -> 'w';
          case "--request" -> 'X';
          case "--data", "--data-raw", "--data-ascii", "--data-binary" -> 'd';
          case "--header" -> 'H';
          case "--max-time" -> 'm';
          case "--user-agent" -> 'A';
          case "--connect-timeout" -> 'C';
          case "--url" -> 'U';
          default -> throw unknown(word);
        };
    if (!flag(letter)) {
      value(letter, word, next(word, rest));
    }
  }

  private boolean flag(char letter) {
    switch (letter) {
      case 's' -> silent = true;
      case 'S' -> showErrors = true;
      case 'f' -> fail = true;
      case 'i' -> includeHead = true;
      case 'I' -> headOnly = true;
      case 'L' -> follow = true;
      case 'k' -> insecure = true;
      case 'v' -> verbose = true;
      case 'h' -> help = true;
      case 'V' -> version = true;
      case 'N', '4', '6' -> {
        // it is so anyway, or the network has one family only
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void value(char letter, String name, String value) throws CurlFailure {
    switch (letter) {
      case 'o' -> output = value;
      case 'w' -> writeOut = value;
      case 'X' -> method = value;
      case 'd' -> {
        data = hasData ? data + "&" + value : value;
        hasData = true;
      }
      case 'H' -> headers.add(value);
      case 'A' -> headers.add("User-Agent: " + value);
      case 'm' -> seconds = number(name, value);
      case 'C' -> connectSeconds = number(name, value);
      case 'U' -> urls.add(value);
      default -> throw unknown(name);
    }
  }

  private static double number(String name, String value) throws CurlFailure {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new CurlFailure(
          CurlFailure.UNKNOWN_OPTION, "option " + name + ": expected a proper numerical parameter");
    }
  }

  private static String next(String name, Iterator<String> rest) throws CurlFailure {
    if (!rest.hasNext()) {
      throw new CurlFailure(CurlFailure.UNKNOWN_OPTION, "option " + name + ": requires parameter");
    }
    return rest.next();
  }

  private static CurlFailure unknown(String name) {
    return new CurlFailure(
        CurlFailure.UNKNOWN_OPTION,
        "option " + name + ": is unknown to the stand-in; install the package curl on the host");
  }

  String requestMethod() {
    if (!method.isEmpty()) {
      return method;
    }
    return headOnly ? "HEAD" : hasData ? "POST" : "GET";
  }
}
