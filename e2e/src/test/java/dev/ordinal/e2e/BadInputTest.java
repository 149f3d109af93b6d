package dev.ordinal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.e2e.support.Await;
import dev.ordinal.e2e.support.Result;
import dev.ordinal.e2e.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a person does wrong is answered as Kubernetes answers it, and changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {

  private static final String SET =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: NAME
      spec:
        serviceName: web
        replicas: REPLICAS
        selector:
          matchLabels:
            app: SELECTED
        template:
          metadata:
            labels:
              app: web
          spec:
            containers:
            - name: web
              image: nginx
      """;

  private TestCluster cluster;

  @BeforeAll
  void start() {
    cluster = TestCluster.started();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void anUnknownField() {
    refused(
        set("unknown-field", "1", "web").replace("serviceName", "servisName"),
        "unknown field \"spec.servisName\"");
  }

  @Test
  void aWrongType() {
    Result result =
        cluster.kubectlWith(set("wrong-type", "many", "web"), "apply", "-f", "-").failed();
    assertThat(result.err()).contains("replicas");
    assertGone("wrong-type");
  }

  @Test
  void aMissingSelector() {
    String manifest =
        set("no-selector", "1", "web")
            .replace("  selector:\n    matchLabels:\n      app: web\n", "");
    refused(manifest, "spec.selector: Required value");
  }

  @Test
  void aSelectorThatDoesNotMatchTheTemplate() {
    refused(
        set("mismatch", "1", "other"),
        "spec.template.metadata.labels: Invalid value: {\"app\":\"web\"}: `selector` does not match template `labels`");
  }

  @Test
  void aNegativeNumber() {
    refused(
        set("negative", "-1", "web"),
        "spec.replicas: Invalid value: -1: must be greater than or equal to 0");
  }

  @Test
  void aNameThatIsNoDnsName() {
    refused(set("Upper_Case", "1", "web"), "a lowercase RFC 1123 label must consist of");
  }

  @Test
  void anImmutableField() {
    cluster.kubectlWith(set("fixed", "0", "web"), "apply", "-f", "-").ok();
    Result result =
        cluster
            .kubectlWith(
                set("fixed", "0", "web").replace("serviceName: web", "serviceName: other"),
                "apply",
                "-f",
                "-")
            .failed();
    assertThat(result.err())
        .contains(
            "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',");
    assertThat(cluster.field("sts", "fixed", ".spec.serviceName")).isEqualTo("web");
    assertThat(cluster.field("sts", "fixed", ".metadata.generation")).isEqualTo("1");
  }

  @Test
  void whatIsNotThere() {
    assertThat(cluster.kubectl("get", "pod", "nobody").failed().err())
        .contains("Error from server (NotFound): pods \"nobody\" not found");
    assertThat(cluster.kubectl("get", "unicorns").failed().err())
        .contains("the server doesn't have a resource type \"unicorns\"");
    assertThat(
            cluster
                .kubectl("apply", "-n", "nowhere", "-f", cluster.example("jump-pod.yaml"))
                .failed()
                .err())
        .contains("namespaces \"nowhere\" not found");
  }

  @Test
  void anImageThatNobodyHas() {
    cluster.kubectl("run", "stranger", "--image=example.com/nobody/knows:1").ok();
    Await.until(
        "the pod backs off",
        () -> cluster.field("pod", "stranger", ".status.containerStatuses[0].state.waiting.reason"),
        "ImagePullBackOff"::equals);
    assertThat(
            cluster
                .kubectl("get", "events", "--field-selector", "involvedObject.name=stranger")
                .ok()
                .out())
        .contains("ErrImagePull")
        .contains("example.com/nobody/knows:1");
    cluster.kubectl("delete", "pod", "stranger").ok();
  }

  @Test
  void aProgramThatTheImageDoesNotHave() {
    cluster
        .kubectl(
            "run", "once", "--image=busybox", "--restart=Never", "--command", "--", "nosuchcmd")
        .ok();
    cluster.kubectl("run", "again", "--image=busybox", "--command", "--", "nosuchcmd").ok();
    Await.until(
        "the pod that is not restarted has failed",
        () -> cluster.field("pod", "once", ".status.phase"),
        "Failed"::equals);
    assertThat(cluster.field("pod", "once", ".status.containerStatuses[0].state.terminated.reason"))
        .isEqualTo("StartError");
    assertThat(
            cluster.field("pod", "once", ".status.containerStatuses[0].state.terminated.exitCode"))
        .isEqualTo("128");
    Await.until(
        "the other one backs off",
        () -> cluster.field("pod", "again", ".status.containerStatuses[0].state.waiting.reason"),
        "CrashLoopBackOff"::equals);
    cluster.kubectl("delete", "pod", "once", "again").ok();
  }

  private void refused(String manifest, String message) {
    Result result = cluster.kubectlWith(manifest, "apply", "-f", "-").failed();
    assertThat(result.err()).contains(message);
    assertThat(cluster.kubectl("get", "sts", "-o", "name").ok().out())
        .doesNotContain("unknown-field")
        .doesNotContain("negative");
  }

  private void assertGone(String name) {
    assertThat(cluster.field("sts", name, ".metadata.name")).isEmpty();
  }

  private static String set(String name, String replicas, String selected) {
    return SET.replace("NAME", name).replace("REPLICAS", replicas).replace("SELECTED", selected);
  }
}
