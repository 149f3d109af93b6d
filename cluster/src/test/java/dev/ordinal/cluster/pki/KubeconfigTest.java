package dev.ordinal.cluster.pki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KubeconfigTest {

  @TempDir private Path directory;

  @Test
  void aContextIsMergedIntoWhatStandsThere() throws Exception {
    ClusterPki pki = new ClusterPki(directory.resolve("pki"));
    pki.ensure(List.of("127.0.0.1"), List.of());
    Path file = directory.resolve("kubeconfig");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        preferences: {colors: true}
        contexts:
        - name: other
          context: {cluster: other, user: other}
        - name: ordinal
          context: {cluster: stale, user: stale}
        current-context: other
        """);

    Kubeconfig.merge(file, "ordinal", "https://127.0.0.1:6443", pki, "admin");

    JsonNode merged = new YAMLMapper().readTree(file.toFile());
    assertThat(merged.path("current-context").asText()).isEqualTo("ordinal");
    assertThat(merged.path("preferences").path("colors").asBoolean()).isTrue();
    assertThat(merged.path("contexts").findValuesAsText("name"))
        .containsExactly("other", "ordinal");
    assertThat(merged.at("/contexts/1/context/cluster").asText()).isEqualTo("ordinal");
    assertThat(merged.at("/clusters/0/cluster/server").asText())
        .isEqualTo("https://127.0.0.1:6443");
    assertThat(merged.at("/users/0/user/client-key-data").asText()).isNotEmpty();
  }
}
