package dev.ordinal.apiserver.selector;

import java.util.List;
import java.util.Map;

/** A label selector as in a URL; matches when all its requirements do. Immutable. */
public final class LabelSelector {

  /** Matches everything. */
  public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  private final List<Requirement> requirements;

  LabelSelector(List<Requirement> requirements) {
    this.requirements = List.copyOf(requirements);
  }

  /**
   * Parses equality and set based requirements.
   *
   * @throws SelectorException in upstream's words
   */
  public static LabelSelector parse(String text) {
    return text.isBlank() ? EVERYTHING : new LabelSelector(new LabelSelectorParser(text).parse());
  }

  /** Whether every requirement holds. */
  public boolean matches(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it asks for nothing. */
  public boolean isEmpty() {
    return requirements.isEmpty();
  }
}
