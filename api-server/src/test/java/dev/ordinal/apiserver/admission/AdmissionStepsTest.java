package dev.ordinal.apiserver.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.ordinal.apiserver.admission.AdmissionStep.Operation;
import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.registry.KindRegistry;
import dev.ordinal.apiserver.kind.service.ServiceAllocation;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionStepsTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final KindRegistry KINDS = KindRegistry.builtIn(FeatureGates.defaults());
  private static final User ADMIN = new User("kubernetes-admin", "", Set.of("system:masters"));
  private static final User NODE = new User("system:node:n1", "", Set.of("system:nodes"));

  private final AdmissionSteps steps =
      AdmissionSteps.defaults(new ServiceAllocation("10.96.0.0/16"));
  private final List<ObjectNode> stored = new ArrayList<>();

  @BeforeEach
  void aNamespaceWithItsAccount() {
    store("{apiVersion: v1, kind: Namespace, metadata: {name: default}, status: {phase: Active}}");
    store("{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: default}}");
  }

  @Test
  void aPodGetsItsAccountTokenTolerationsAndPriority() {
    ObjectNode pod =
        create(
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i}]}}");

    String volume = Tree.text(Tree.at(pod, "spec", "volumes").path(0), "name");
    assertThat(volume).matches("kube-api-access-[bcdfghjklmnpqrstvwxz2456789]{5}");
    assertThat(pod.path("spec"))
        .isEqualTo(
            yaml(
                """
                containers:
                - name: c
                  image: i
                  volumeMounts:
                  - {name: VOLUME, readOnly: true, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}
                volumes:
                - name: VOLUME
                  projected:
                    defaultMode: 420
                    sources:
                    - serviceAccountToken: {expirationSeconds: 3607, path: token}
                    - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
                    - downwardAPI:
                        items:
                        - {path: namespace, fieldRef: {apiVersion: v1, fieldPath: metadata.namespace}}
                serviceAccountName: default
                serviceAccount: default
                priority: 0
                preemptionPolicy: PreemptLowerPriority
                tolerations:
                - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
                - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
                """
                    .replace("VOLUME", volume)));
  }

  @Test
  void aTokenIsNotMountedWhereItIsNotWanted() {
    store(
        "{apiVersion: v1, kind: ServiceAccount, automountServiceAccountToken: false, metadata: {name:"
            + " quiet, namespace: default}, imagePullSecrets: [{name: pull}]}");
    ObjectNode pod =
        create(
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {serviceAccountName: quiet,"
                + " containers: [{name: c, image: i}]}}");
    assertThat(Tree.has(pod, "spec", "volumes")).isFalse();
    assertThat(Tree.at(pod, "spec", "imagePullSecrets").toString())
        .isEqualTo("[{\"name\":\"pull\"}]");
  }

  @Test
  void aMissingAccountIsRefused() {
    refused(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {serviceAccountName: who}}",
        "pods \"p\" is forbidden: error looking up service account default/who: serviceaccount \"who\""
            + " not found");
  }

  @Test
  void priorities() {
    store(
        "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 1000,"
            + " preemptionPolicy: Never}");
    ObjectNode pod =
        create("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {priorityClassName: high}}");
    assertThat(Tree.number(pod, "spec", "priority")).isEqualTo(1000);
    assertThat(Tree.text(pod, "spec", "preemptionPolicy")).isEqualTo("Never");
    refused(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {priorityClassName: low}}",
        "pods \"p\" is forbidden: no PriorityClass with name low was found");
    refused(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {priority: 5}}",
        "pods \"p\" is forbidden: the integer value of priority (5) must not be provided in pod spec;"
            + " priority admission controller computed 0 from the given PriorityClass name");
  }

  @Test
  void namespacesThatAreMissingOrGoing() {
    store(
        "{apiVersion: v1, kind: Namespace, metadata: {name: going}, status: {phase: Terminating}}");
    refused(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: nowhere}}",
        "namespaces \"nowhere\" not found");
    refused(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: going}}",
        "configmaps \"c\" is forbidden: unable to create new content in namespace going because it is"
            + " being terminated");
    ObjectNode namespace = yaml("{apiVersion: v1, kind: Namespace, metadata: {name: default}}");
    assertThatThrownBy(() -> admit(Operation.DELETE, namespace, Optional.empty(), ADMIN, ""))
        .hasMessage("namespaces \"default\" is forbidden: this namespace may not be deleted");
  }

  @Test
  void aClaimGetsTheNewestDefaultClassAndIsProtected() {
    store(storageClass("old", "2026-01-01T00:00:00Z", "storageclass.kubernetes.io"));
    store(storageClass("new", "2026-01-02T00:00:00Z", "storageclass.beta.kubernetes.io"));
    ObjectNode claim =
        create("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {}}");
    assertThat(Tree.text(claim, "spec", "storageClassName")).isEqualTo("new");
    assertThat(Tree.texts(claim, "metadata", "finalizers"))
        .containsExactly("kubernetes.io/pvc-protection");

    ObjectNode without =
        create(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: d}, spec: {storageClassName:"
                + " \"\"}}");
    assertThat(Tree.text(without, "spec", "storageClassName")).isEmpty();
  }

  @Test
  void aClaimGrowsWhereItsClassAllowsIt() {
    ObjectNode old = claim("1Gi", "Bound", "fixed");
    ObjectNode now = claim("2Gi", "Bound", "fixed");
    assertThatThrownBy(() -> admit(Operation.UPDATE, now, Optional.of(old), ADMIN, ""))
        .hasMessage(
            "persistentvolumeclaims \"c\" is forbidden: only dynamically provisioned pvc can be resized"
                + " and the storageclass that provisions the pvc must support resize");
    store(
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fixed},"
            + " allowVolumeExpansion: true}");
    admit(Operation.UPDATE, now, Optional.of(old), ADMIN, "");
    ObjectNode pending = claim("1Gi", "Pending", "fixed");
    assertThatThrownBy(() -> admit(Operation.UPDATE, now, Optional.of(pending), ADMIN, ""))
        .hasMessage(
            "persistentvolumeclaims \"c\" is forbidden: Only bound persistent volume claims can be"
                + " expanded");
  }

  @Test
  void aNodeKeepsToItself() {
    ObjectNode other = yaml("{apiVersion: v1, kind: Node, metadata: {name: n2}}");
    assertThatThrownBy(() -> admit(Operation.UPDATE, other, Optional.of(other), NODE, "status"))
        .hasMessage("nodes \"n2\" is forbidden: node \"n1\" is not allowed to modify node \"n2\"");
    ObjectNode mine =
        yaml(
            "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: default}, spec: {nodeName: n1}}");
    admit(Operation.UPDATE, mine, Optional.of(mine), NODE, "status");
    ObjectNode theirs =
        yaml(
            "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: default}, spec: {nodeName: n2}}");
    assertThatThrownBy(() -> admit(Operation.UPDATE, theirs, Optional.of(theirs), NODE, "status"))
        .hasMessage(
            "pods \"p\" is forbidden: node \"n1\" can only update pod status for pods with"
                + " spec.nodeName set to itself");
  }

  @Test
  void limitRangesFillInAndRefuse() {
    store(
        "{apiVersion: v1, kind: LimitRange, metadata: {name: l, namespace: default}, spec: {limits:"
            + " [{type: Container, default: {cpu: 500m}, defaultRequest: {cpu: 100m}, max: {cpu: \"1\"}}]}}");
    ObjectNode pod =
        create(
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i}]}}");
    assertThat(Tree.at(pod, "spec", "containers").path(0).path("resources").toString())
        .isEqualTo("{\"limits\":{\"cpu\":\"500m\"},\"requests\":{\"cpu\":\"100m\"}}");
    assertThat(Tree.text(pod, "metadata", "annotations", "kubernetes.io/limit-ranger"))
        .isEqualTo(
            "LimitRanger plugin set: cpu limit for container c; cpu request for container c");
    refused(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i,"
            + " resources: {limits: {cpu: \"2\"}}}]}}",
        "pods \"p\" is forbidden: maximum cpu usage per Container is 1, but limit is 2");
  }

  @Test
  void aServiceGetsAnAddress() {
    ObjectNode service =
        create(
            "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: ClusterIP, ports: [{port:"
                + " 80}]}}");
    assertThat(Tree.text(service, "spec", "clusterIP")).startsWith("10.96.");
    refused(
        "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: ClusterIP, clusterIP: 10.1.1.1}}",
        "Service \"s\" is invalid: spec.clusterIPs: Invalid value: [\"10.1.1.1\"]: failed to allocate IP"
            + " 10.1.1.1: the provided IP (10.1.1.1) is not in the valid range. The range of valid IPs is"
            + " 10.96.0.0/16");
  }

  private static String storageClass(String name, String created, String prefix) {
    return "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: "
        + name
        + ", creationTimestamp: \""
        + created
        + "\", annotations: {"
        + prefix
        + "/is-default-class: \"true\"}}}";
  }

  private static ObjectNode claim(String size, String phase, String className) {
    return yaml(
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: default}, spec:"
            + " {storageClassName: "
            + className
            + ", resources: {requests: {storage: "
            + size
            + "}}}, status: {phase: "
            + phase
            + "}}");
  }

  private ObjectNode create(String text) {
    ObjectNode object = yaml(text);
    ObjectNode metadata = Tree.ensureObject(object, "metadata");
    if (!metadata.has("namespace")) {
      metadata.put("namespace", "default");
    }
    admit(Operation.CREATE, object, Optional.empty(), ADMIN, "");
    return object;
  }

  private void refused(String text, String message) {
    assertThatThrownBy(() -> create(text)).hasMessage(message);
  }

  private void admit(
      Operation operation,
      ObjectNode object,
      Optional<ObjectNode> old,
      User user,
      String subresource) {
    ResourceType type = type(object);
    steps.admit(
        new AdmissionStep.Request(
            operation,
            type,
            subresource,
            type.namespaced() ? Tree.text(object, "metadata", "namespace") : "",
            Tree.text(object, "metadata", "name"),
            object,
            old,
            user,
            new Stored(stored)));
  }

  private void store(String text) {
    stored.add(yaml(text));
  }

  private static ResourceType type(ObjectNode object) {
    return KINDS.findKind(Tree.text(object, "apiVersion"), Tree.text(object, "kind")).orElseThrow();
  }

  private static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Stored(List<ObjectNode> objects) implements AdmissionStep.Objects {

    @Override
    public Optional<ObjectNode> get(String group, String plural, String namespace, String name) {
      return list(group, plural, namespace).stream()
          .filter(o -> Tree.text(o, "metadata", "name").equals(name))
          .findFirst();
    }

    @Override
    public List<ObjectNode> list(String group, String plural, String namespace) {
      return objects.stream()
          .filter(o -> type(o).group().equals(group) && type(o).plural().equals(plural))
          .filter(
              o -> namespace.isEmpty() || Tree.text(o, "metadata", "namespace").equals(namespace))
          .toList();
    }
  }
}
