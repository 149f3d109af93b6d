package dev.ordinal.apiserver.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Label selectors against the labels {@code app=web, tier=1, empty=}. */
class LabelSelectorTest {

  private static final Map<String, String> LABELS = Map.of("app", "web", "tier", "1", "empty", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          app=web;                 true
          app==web;                true
          app!=web;                false
          other!=web;              true
          app=web,tier=2;          false
          app in (web, db);        true
          app notin (web);         false
          other notin (web);       true
          app;                     true
          !app;                    false
          !other;                  true
          empty=;                  true
          empty in ();             true
          tier>0;                  true
          tier<1;                  false
          app>0;                   false
          a.b/c!=d , app = web;    true
          in in (in);              false
          """)
  void matches(String selector, boolean expected) {
    assertThat(LabelSelector.parse(selector).matches(LABELS)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b=c", "a,", ",a", "a in b", "a in (b", "-a=b", "a=-b", "a>b", "a b"})
  void refuses(String selector) {
    assertThatThrownBy(() -> LabelSelector.parse(selector)).isInstanceOf(SelectorException.class);
  }
}
