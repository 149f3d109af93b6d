package dev.ordinal.nodeagent.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io/library/nginx:latest",
    "busybox:1, docker.io/library/busybox:1",
    "nginx:1.20, docker.io/library/nginx:1.20",
    "docker.io/library/nginx:latest, docker.io/library/nginx:latest",
    "k8s.gcr.io/nginx-slim:0.8, k8s.gcr.io/nginx-slim:0.8",
    "registry.k8s.io/pause:3.9, registry.k8s.io/pause:3.9",
    "busybox:1.36, docker.io/library/busybox:1.36",
    "localhost:5000/busybox, localhost:5000/busybox:latest"
  })
  void resolvesWellKnownNames(String name, String reference) throws Exception {
    Catalogue catalogue = Catalogue.open(Optional.empty());

    assertThat(catalogue.resolve(name).image().reference()).isEqualTo(reference);
    assertThat(catalogue.resolve(name).image().id()).startsWith("sha256:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx:broken", "someone/nginx", "no-such-image"})
  void refusesWhatItDoesNotHave(String name) throws Exception {
    Catalogue catalogue = Catalogue.open(Optional.empty());

    assertThatThrownBy(() -> catalogue.resolve(name))
        .isInstanceOfSatisfying(
            RuntimeFailure.class, e -> assertThat(e.reason()).isEqualTo("ErrImagePull"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Nginx", "nginx:", "a b", "/nginx", "nginx@sha256:12"})
  void refusesWhatIsNoName(String name) throws Exception {
    Catalogue catalogue = Catalogue.open(Optional.empty());

    assertThatThrownBy(() -> catalogue.resolve(name))
        .isInstanceOfSatisfying(
            RuntimeFailure.class, e -> assertThat(e.reason()).isEqualTo("InvalidImageName"));
  }

  @Test
  void withoutNamespacesAnEntryNeedsAFormWithoutARoot() throws Exception {
    Files.writeString(
        directory.resolve("own.yaml"), "names: [own]\ncmd: [sh]\nfiles: {/etc/own.conf: text}\n");
    Catalogue catalogue = Catalogue.open(Optional.of(directory), true);

    assertThatThrownBy(() -> catalogue.resolve("own"))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessageContaining("`plain` section");
    assertThat(catalogue.resolve("httpd").image().cmd()).containsExactly("httpd-foreground");
    assertThat(catalogue.resolve("busybox").image().cmd()).containsExactly("sh");
  }

  @Test
  void namesTheMissingProgramAndItsPackage() throws Exception {
    Files.writeString(
        directory.resolve("mine.yaml"),
        "names: [mine]\nprograms: {no-such-program: its-package}\ncmd: [no-such-program]\n");
    Catalogue catalogue = Catalogue.open(Optional.of(directory));

    assertThatThrownBy(() -> catalogue.resolve("mine"))
        .hasMessageContaining("no-such-program is missing")
        .hasMessageContaining("its-package")
        .hasMessageContaining(directory + "/NAME.yaml");
  }

  @Test
  void aStandInIsUsedWhereTheProgramIsMissing() throws Exception {
    Files.writeString(
        directory.resolve("mine.yaml"),
        """
        names: [mine]
        programs: {no-such-program: its-package}
        standIn:
          cmd: [sleep, infinity]
        """);
    Catalogue catalogue = Catalogue.open(Optional.of(directory));

    assertThat(catalogue.resolve("mine").image().cmd()).containsExactly("sleep", "infinity");
  }

  @Test
  void theUsersOwnEntriesComeFirst() throws Exception {
    Files.writeString(directory.resolve("nginx.yaml"), "names: [nginx]\ncmd: [mine]\n");
    Catalogue catalogue = Catalogue.open(Optional.of(directory));

    assertThat(catalogue.resolve("nginx").image().cmd()).containsExactly("mine");
  }

  @Test
  void aBrokenEntryIsNamed() throws Exception {
    Files.writeString(directory.resolve("bad.yaml"), "nams: [nginx]\n");

    assertThatThrownBy(() -> Catalogue.open(Optional.of(directory)))
        .hasMessageContaining("bad.yaml")
        .hasMessageContaining("nams")
        .hasMessageNotContaining("\n");
  }
}
