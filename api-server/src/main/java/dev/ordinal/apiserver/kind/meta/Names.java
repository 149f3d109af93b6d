package dev.ordinal.apiserver.kind.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules for names of all sorts, each with upstream's texts; an empty list means valid. */
public final class Names {

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
  private static final String KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String VALUE = "(" + KEY + ")?";
  private static final String CONFIG_KEY = "[-._a-zA-Z0-9]+";
  private static final String HEADER = "[-A-Za-z0-9]+";

  private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
  private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);
  private static final Pattern LABEL_1035_PATTERN = Pattern.compile(LABEL_1035);
  private static final Pattern KEY_PATTERN = Pattern.compile(KEY);
  private static final Pattern VALUE_PATTERN = Pattern.compile(VALUE);
  private static final Pattern CONFIG_KEY_PATTERN = Pattern.compile(CONFIG_KEY);
  private static final Pattern HEADER_PATTERN = Pattern.compile(HEADER);

  private static final String LABEL_TEXT =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
          + " start and end with an alphanumeric character";
  private static final String SUBDOMAIN_TEXT =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
          + " and must start and end with an alphanumeric character";
  private static final String LABEL_1035_TEXT =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character";
  private static final String KEY_TEXT =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character";
  private static final String VALUE_TEXT =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
          + " and must start and end with an alphanumeric character";

  private Names() {}

  /** RFC 1123 label. */
  public static List<String> dnsLabel(String name) {
    List<String> problems = tooLong(name, 63);
    if (!LABEL_PATTERN.matcher(name).matches()) {
      problems.add(
          SUBDOMAIN_PATTERN.matcher(name).matches()
              ? "must not contain dots"
              : regex(LABEL_TEXT, LABEL, "my-name", "123-abc"));
    }
    return problems;
  }

  /** RFC 1123 subdomain. */
  public static List<String> dnsSubdomain(String name) {
    List<String> problems = tooLong(name, 253);
    if (!SUBDOMAIN_PATTERN.matcher(name).matches()) {
      problems.add(regex(SUBDOMAIN_TEXT, SUBDOMAIN, "example.com"));
    }
    return problems;
  }

  /** RFC 1035 label. */
  public static List<String> dns1035Label(String name) {
    List<String> problems = tooLong(name, 63);
    if (!LABEL_1035_PATTERN.matcher(name).matches()) {
      problems.add(regex(LABEL_1035_TEXT, LABEL_1035, "my-name", "abc-123"));
    }
    return problems;
  }

  /** One segment of a path. */
  public static List<String> pathSegment(String name) {
    if (name.equals(".") || name.equals("..")) {
      return List.of("may not be '" + name + "'");
    }
    return Stream.of("/", "%")
        .filter(name::contains)
        .map(illegal -> "may not contain '" + illegal + "'")
        .toList();
  }

  /** The key of a label: a name with an optional prefix. */
  public static List<String> qualifiedName(String key) {
    String[] parts = key.split("/", -1);
    List<String> problems = new ArrayList<>();
    if (parts.length > 2) {
      problems.add(
          "a valid label key "
              + regex(KEY_TEXT, KEY, "MyName", "my.name", "123-abc")
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
      return problems;
    }
    if (parts.length == 2 && parts[0].isEmpty()) {
      problems.add("prefix part must be non-empty");
    } else if (parts.length == 2) {
      dnsSubdomain(parts[0]).forEach(problem -> problems.add("prefix part " + problem));
    }
    String name = parts[parts.length - 1];
    if (name.isEmpty()) {
      problems.add("name part must be non-empty");
    } else {
      tooLong(name, 63).forEach(problem -> problems.add("name part " + problem));
    }
    if (!KEY_PATTERN.matcher(name).matches()) {
      problems.add("name part " + regex(KEY_TEXT, KEY, "MyName", "my.name", "123-abc"));
    }
    return problems;
  }

  /** The key of an annotation: as of a label, in any case. */
  public static List<String> annotationKey(String key) {
    return qualifiedName(key.toLowerCase(Locale.ROOT));
  }

  /** The value of a label. */
  public static List<String> labelValue(String value) {
    List<String> problems = tooLong(value, 63);
    if (!VALUE_PATTERN.matcher(value).matches()) {
      problems.add(regex(VALUE_TEXT, VALUE, "MyValue", "my_value", "12345"));
    }
    return problems;
  }

  /** The key of an entry of a config map or secret. */
  public static List<String> configKey(String key) {
    List<String> problems = tooLong(key, 253);
    if (!CONFIG_KEY_PATTERN.matcher(key).matches()) {
      problems.add(
          regex(
              "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
              CONFIG_KEY,
              "key.name",
              "KEY_NAME",
              "key-name"));
    }
    if (key.equals(".")) {
      problems.add("must not be '.'");
    } else if (key.equals("..")) {
      problems.add("must not be '..'");
    } else if (key.startsWith("..")) {
      problems.add("must not start with '..'");
    }
    return problems;
  }

  /** The name of an environment variable. */
  public static List<String> environmentName(String name) {
    List<String> problems = new ArrayList<>();
    if (name.isEmpty()) {
      problems.add("environment variable name must be non-empty");
    }
    if (name.chars().anyMatch(c -> c < ' ' || c > '~' || c == '=')) {
      problems.add(
          "a valid environment variable name must consist only of printable ASCII characters other"
              + " than '='");
    }
    return problems;
  }

  /** The name of an HTTP header. */
  public static List<String> headerName(String name) {
    return HEADER_PATTERN.matcher(name).matches()
        ? List.of()
        : List.of(
            regex(
                "a valid HTTP header must consist of alphanumeric characters or '-'",
                HEADER,
                "X-Header-Name"));
  }

  /** The name of a port of a container. */
  public static List<String> portName(String name) {
    List<String> problems = tooLong(name, 15);
    if (!name.chars().allMatch(c -> isLower(c) || isDigit(c) || c == '-') || name.isEmpty()) {
      problems.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (name.chars().noneMatch(Names::isLower)) {
      problems.add("must contain at least one letter (a-z)");
    }
    if (name.contains("--")) {
      problems.add("must not contain consecutive hyphens");
    }
    if (name.startsWith("-") || name.endsWith("-")) {
      problems.add("must not begin or end with a hyphen");
    }
    return problems;
  }

  /** A port number. */
  public static List<String> portNumber(long port) {
    return inRange(port, 1, 65535);
  }

  /** A number between two others. */
  public static List<String> inRange(long value, long least, long most) {
    return value >= least && value <= most
        ? List.of()
        : List.of("must be between " + least + " and " + most + ", inclusive");
  }

  /** A prefix of a name that random characters are put behind: a trailing dash is fine. */
  public static String masked(String prefix) {
    return prefix.length() > 1 && prefix.endsWith("-")
        ? prefix.substring(0, prefix.length() - 2) + "a"
        : prefix;
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static List<String> tooLong(String name, int most) {
    List<String> problems = new ArrayList<>();
    if (name.length() > most) {
      problems.add("must be no more than " + most + " characters");
    }
    return problems;
  }

  private static String regex(String text, String regex, String... examples) {
    String quoted =
        Stream.of(examples).map(e -> "'" + e + "', ").collect(Collectors.joining(" or "));
    // Upstream's separator follows the comma of each example: "'a',  or 'b', regex ...".
    return text + " (e.g. " + quoted + "regex used for validation is '" + regex + "')";
  }
}
