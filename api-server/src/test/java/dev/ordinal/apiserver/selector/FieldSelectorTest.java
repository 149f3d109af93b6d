package dev.ordinal.apiserver.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Field selectors against {@code metadata.name=a, spec.nodeName=, x=a,b=c}. */
class FieldSelectorTest {

  private static final Map<String, String> FIELDS =
      Map.of("metadata.name", "a", "spec.nodeName", "", "x", "a,b=c");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          metadata.name=a;                    true
          metadata.name==a;                   true
          metadata.name!=a;                   false
          spec.nodeName=;                     true
          spec.nodeName!=;                    false
          metadata.name=a,spec.nodeName!=n;   true
          'x=a\\,b\\=c';                      true
          """)
  void matches(String selector, boolean expected) {
    assertThat(FieldSelector.parse(selector).matches(FIELDS)).isEqualTo(expected);
  }

  @Test
  void tellsWhatAFieldMustBe() {
    assertThat(FieldSelector.parse("metadata.name=a,x!=b").required("metadata.name")).contains("a");
    assertThat(FieldSelector.parse("metadata.name!=a").required("metadata.name")).isEmpty();
  }

  @Test
  void refusesATermWithoutOperator() {
    assertThatThrownBy(() -> FieldSelector.parse("metadata.name"))
        .isInstanceOf(SelectorException.class)
        .hasMessage("invalid selector: 'metadata.name'; can't understand 'metadata.name'");
  }
}
