package dev.ordinal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeConfigTest {
  @TempDir Path directory;

  private static final String TEXT =
      """
      apiVersion: v1
      kind: Config
      current-context: two
      clusters:
      - name: c
        cluster: {server: "https://127.0.0.1:6443/", certificate-authority-data: Q0E=}
      users:
      - name: u
        user: {client-certificate: pki/u.crt, client-key: pki/u.key}
      - name: t
        user: {token: secret}
      contexts:
      - name: one
        context: {cluster: c, user: t}
      - name: two
        context: {cluster: c, user: u, namespace: prod}
      """;

  @Test
  void readsTheCurrentContextWithFilesBesideIt() throws IOException {
    Files.createDirectory(directory.resolve("pki"));
    Files.writeString(directory.resolve("pki/u.crt"), "CERT");
    Files.writeString(directory.resolve("pki/u.key"), "KEY");
    Path file = Files.writeString(directory.resolve("config"), TEXT);
    KubeConfig config = KubeConfig.load(file);
    assertThat(config.server()).hasToString("https://127.0.0.1:6443");
    assertThat(config.certificateAuthority()).isEqualTo("CA");
    assertThat(config.clientCertificate()).isEqualTo("CERT");
    assertThat(config.clientKey()).isEqualTo("KEY");
    assertThat(config.token()).isNull();
    assertThat(config.namespace()).isEqualTo("prod");
    assertThat(config.toString()).doesNotContain("KEY");
  }

  @Test
  void takesATokenInstead() {
    String other = TEXT.replace("current-context: two", "current-context: one");
    KubeConfig config = KubeConfig.parse(other, directory);
    assertThat(config.token()).isEqualTo("secret");
    assertThat(config.namespace()).isEqualTo("default");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThatThrownBy(() -> KubeConfig.load(directory.resolve("none")))
        .hasMessageContaining("none");
    Path file =
        Files.writeString(directory.resolve("bad"), TEXT.replace("cluster: c,", "cluster: x,"));
    assertThatThrownBy(() -> KubeConfig.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bad")
        .hasMessageContaining("no entry named \"x\"");
    assertThatThrownBy(() -> KubeConfig.parse("{", directory)).hasMessageContaining("not YAML");
  }
}
