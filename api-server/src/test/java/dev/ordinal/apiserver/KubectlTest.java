package dev.ordinal.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ordinal.apiserver.testing.TestingApiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl against the real server: what a person types, and what is printed. */
class KubectlTest {

  private static final String SET =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: web}
      spec:
        replicas: 2
        serviceName: web
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: nginx, ports: [{containerPort: 80}]}]}
      """;

  private final TestingApiServer server = TestingApiServer.start();

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @BeforeEach
  void needsKubectl() {
    boolean there =
        Files.isExecutable(Path.of("/usr/bin/kubectl"))
            || Files.isExecutable(Path.of("/usr/local/bin/kubectl"));
    if (!there && "true".equals(System.getenv("ORDINAL_REQUIRE_ALL"))) {
      fail("kubectl is not installed");
    }
    if (!there) {
      abort("kubectl is not installed");
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String kubectl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig"));
    command.add(server.kubeconfig().toString());
    command.addAll(List.of("--cache-dir", directory.resolve("cache").toString()));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile(directory, "out", "");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return fail("kubectl hangs: " + command);
      }
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String file(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text).toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void appliesScalesPatchesAndDeletes() {
    String set = file("set.yaml", SET);
    assertThat(kubectl("apply", "-f", set)).contains("statefulset.apps/web created");
    assertThat(kubectl("apply", "-f", set)).contains("statefulset.apps/web unchanged");
    assertThat(kubectl("scale", "sts/web", "--replicas=3")).contains("web scaled");
    assertThat(kubectl("get", "sts")).containsPattern("web +0/3 ");
    assertThat(kubectl("set", "image", "sts/web", "c=nginx:2")).contains("image updated");
    assertThat(kubectl("get", "sts", "-o", "wide")).contains("nginx:2");
    assertThat(kubectl("label", "sts/web", "a=b")).contains("labeled");
    assertThat(kubectl("get", "sts", "-l", "a=b", "-o", "name")).contains("statefulset.apps/web");
    assertThat(kubectl("delete", "sts/web", "--timeout=10s")).contains("deleted");
    assertThat(kubectl("get", "sts")).contains("No resources found");
  }

  @Test
  void speaksOfWhatIsServed() {
    assertThat(kubectl("version")).contains("Server Version: v1.36.4");
    assertThat(kubectl("api-resources")).containsPattern("statefulsets +sts +apps/v1 +true");
    assertThat(kubectl("explain", "sts.spec.replicas")).contains("replicas <integer>");
    assertThat(kubectl("auth", "can-i", "create", "pods")).contains("yes");
    assertThat(kubectl("auth", "whoami")).contains("kubernetes-admin");
    assertThat(kubectl("get", "pod", "nope"))
        .contains("Error from server (NotFound): pods \"nope\" not found");
  }

  @Test
  void createsByTypedClients() {
    assertThat(kubectl("create", "deployment", "d", "--image=nginx"))
        .contains("deployment.apps/d created");
    assertThat(kubectl("create", "configmap", "c", "--from-literal=a=b"))
        .contains("configmap/c created");
    assertThat(kubectl("create", "sa", "robot")).contains("serviceaccount/robot created");
    assertThat(kubectl("create", "token", "robot").strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    assertThat(kubectl("wait", "--for=create", "cm/c", "--timeout=10s")).contains("met");
    assertThat(kubectl("describe", "cm", "c")).contains("Events:  <none>");
  }

  @Test
  void aMisspeltKindIsToldOfAsSuch() throws IOException {
    Path file = directory.resolve("misspelt.yaml");
    Files.writeString(file, SET.replace("StatefulSet", "Statefulset"));
    assertThat(kubectl("apply", "-f", file.toString()))
        .contains("no matches for kind \"Statefulset\" in version \"apps/v1\"");
  }
}
