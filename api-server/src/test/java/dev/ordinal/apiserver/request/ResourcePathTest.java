package dev.ordinal.apiserver.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A URL's path taken apart, as a table. */
class ResourcePathTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /api/v1/pods,                                    '',   v1, '',  pods,         '',  ''
          /api/v1/namespaces,                              '',   v1, '',  namespaces,   '',  ''
          /api/v1/namespaces/a,                            '',   v1, a,   namespaces,   a,   ''
          /api/v1/namespaces/a/status,                     '',   v1, a,   namespaces,   a,   status
          /api/v1/namespaces/a/finalize,                   '',   v1, a,   namespaces,   a,   finalize
          /api/v1/namespaces/a/pods,                       '',   v1, a,   pods,         '',  ''
          /api/v1/namespaces/a/pods/p/log,                 '',   v1, a,   pods,         p,   log
          /apis/apps/v1/namespaces/a/statefulsets/s/scale, apps, v1, a,   statefulsets, s,   scale
          /apis/apps/v1/statefulsets,                      apps, v1, '',  statefulsets, '',  ''
          /api/v1/nodes/n/,                                '',   v1, '',  nodes,        n,   ''
          /api/v1/nodes/a%3Ab,                             '',   v1, '',  nodes,        a:b, ''
          /api/v1,                                         '',   '', '',  '',           '',  ''
          /apis/apps/v1,                                   '',   '', '',  '',           '',  ''
          /healthz,                                        '',   '', '',  '',           '',  ''
          """)
  void takesApart(
      String path,
      String group,
      String version,
      String namespace,
      String plural,
      String name,
      String subresource) {
    ResourcePath parsed = ResourcePath.parse(path);
    assertThat(parsed.group()).isEqualTo(group);
    assertThat(parsed.version()).isEqualTo(version);
    assertThat(parsed.namespace()).isEqualTo(namespace);
    assertThat(parsed.plural()).isEqualTo(plural);
    assertThat(parsed.name()).isEqualTo(name);
    assertThat(parsed.subresource()).isEqualTo(subresource);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/namespaces/a/pods/..%2Fb",
        "/api/v1/namespaces/a/pods/..",
        "/api/v1/namespaces/./pods/x",
        "/api/v1/namespaces/a/pods/%zz"
      })
  void refusesWhatCouldLeadElsewhere(String path) {
    assertThatThrownBy(() -> ResourcePath.parse(path))
        .isInstanceOfSatisfying(
            ApiException.class, failure -> assertThat(failure.code()).isEqualTo(400));
  }
}
