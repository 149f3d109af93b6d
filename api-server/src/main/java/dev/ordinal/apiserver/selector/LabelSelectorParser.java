package dev.ordinal.apiserver.selector;

import dev.ordinal.apiserver.selector.Requirement.Operator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the text form of a label selector. */
final class LabelSelectorParser {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private final String text;
  private final List<String> tokens;
  private int position;

  LabelSelectorParser(String text) {
    this.text = text;
    this.tokens = tokens(text);
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '(' || c == ')' || c == ',' || c == '<' || c == '>') {
        tokens.add(String.valueOf(c));
        i++;
      } else if (c == '=' || c == '!') {
        boolean two = i + 1 < text.length() && text.charAt(i + 1) == '=';
        tokens.add(two ? text.substring(i, i + 2) : String.valueOf(c));
        i += two ? 2 : 1;
      } else {
        int end = i;
        while (end < text.length() && "(),<>=! \t\n\r".indexOf(text.charAt(end)) < 0) {
          end++;
        }
        tokens.add(text.substring(i, end));
        i = end;
      }
    }
    return tokens;
  }

  List<Requirement> parse() {
    List<Requirement> requirements = new ArrayList<>();
    while (true) {
      requirements.add(requirement());
      String next = take();
      if (next.isEmpty()) {
        return requirements;
      }
      if (!next.equals(",")) {
        throw failure("found '" + next + "', expected: ',' or 'end of string'");
      }
      if (peek().isEmpty()) {
        throw failure("found '', expected: identifier after ','");
      }
    }
  }

  private Requirement requirement() {
    if (peek().equals("!")) {
      take();
      return new Requirement(key(take()), Operator.DOES_NOT_EXIST, Set.of());
    }
    String key = key(take());
    String operator = peek();
    if (operator.isEmpty() || operator.equals(",")) {
      return new Requirement(key, Operator.EXISTS, Set.of());
    }
    take();
    return switch (operator) {
      case "=", "==" -> new Requirement(key, Operator.IN, Set.of(exact(key)));
      case "!=" -> new Requirement(key, Operator.NOT_IN, Set.of(exact(key)));
      case "in" -> new Requirement(key, Operator.IN, values(key));
      case "notin" -> new Requirement(key, Operator.NOT_IN, values(key));
      case ">" -> new Requirement(key, Operator.GREATER_THAN, Set.of(number()));
      case "<" -> new Requirement(key, Operator.LESS_THAN, Set.of(number()));
      default -> throw failure("found '" + operator + "', expected: in, notin, =, ==, !=, gt, lt");
    };
  }

  private String exact(String key) {
    String value = peek();
    if (value.isEmpty() || value.equals(",")) {
      return "";
    }
    return value(key, take());
  }

  private String number() {
    String value = take();
    try {
      Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw failure("for 'Gt', 'Lt' operators, the value must be an integer");
    }
    return value;
  }

  private Set<String> values(String key) {
    if (!take().equals("(")) {
      throw failure("found '" + tokens.get(position - 1) + "', expected: '('");
    }
    Set<String> values = new HashSet<>();
    String last = ",";
    while (true) {
      String token = take();
      if (token.equals(")")) {
        if (last.equals(",")) {
          values.add("");
        }
        return values;
      }
      if (token.isEmpty()) {
        throw failure("found '', expected: ',' or ')'");
      }
      if (token.equals(",")) {
        if (last.equals(",")) {
          values.add("");
        }
      } else {
        values.add(value(key, token));
      }
      last = token;
    }
  }

  private String key(String token) {
    int slash = token.indexOf('/');
    String name = slash < 0 ? token : token.substring(slash + 1);
    String prefix = slash < 0 ? "a" : token.substring(0, slash);
    if (!NAME.matcher(name).matches() || !PREFIX.matcher(prefix).matches()) {
      throw new SelectorException(
          "unable to parse requirement: <nil>: Invalid value: \""
              + token
              + "\": name part must consist of alphanumeric characters, '-', '_' or '.', and must"
              + " start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or"
              + " '123-abc', regex used for validation is"
              + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')");
    }
    return token;
  }

  private static String value(String key, String token) {
    if (token.length() > 63 || !NAME.matcher(token).matches()) {
      throw new SelectorException(
          "unable to parse requirement: values[0]["
              + key
              + "]: Invalid value: \""
              + token
              + "\": a valid label must be an empty string or consist of alphanumeric characters,"
              + " '-', '_' or '.', and must start and end with an alphanumeric character (e.g."
              + " 'MyValue',  or 'my_value',  or '12345', regex used for validation is"
              + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
    }
    return token;
  }

  private String peek() {
    return position < tokens.size() ? tokens.get(position) : "";
  }

  private String take() {
    String token = peek();
    position++;
    return token;
  }

  private SelectorException failure(String detail) {
    return new SelectorException(
        text.isEmpty() ? detail : "unable to parse requirement: " + detail);
  }
}
