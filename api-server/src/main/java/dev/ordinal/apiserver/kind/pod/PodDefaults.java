package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;
import java.util.Map;

/** The defaults of a pod, and of the pod template that other kinds carry. */
public final class PodDefaults {

  private static final JsonNode EMPTY = JsonNodeFactory.instance.objectNode();
  private static final int MODE_0644 = 420;

  private static final Defaults HTTP =
      Defaults.table().value("path", "/").value("scheme", "HTTP").build();

  private static final Defaults PROBE =
      Defaults.table()
          .value("timeoutSeconds", 1)
          .value("periodSeconds", 10)
          .value("successThreshold", 1)
          .value("failureThreshold", 3)
          .table("httpGet", HTTP)
          .pointer("grpc.service", "")
          .build();

  private static final Defaults CONTAINER =
      Defaults.table()
          .rule("", PodDefaults::pullPolicy)
          .value("terminationMessagePath", "/dev/termination-log")
          .value("terminationMessagePolicy", "File")
          .pointer("resources", EMPTY)
          .value("ports[].protocol", "TCP")
          .value("env[].valueFrom.fieldRef.apiVersion", "v1")
          .pointer("env[].valueFrom.fileKeyRef.optional", false)
          .table("livenessProbe", PROBE)
          .table("readinessProbe", PROBE)
          .table("startupProbe", PROBE)
          .table("lifecycle.postStart.httpGet", HTTP)
          .table("lifecycle.preStop.httpGet", HTTP)
          .build();

  private static final Defaults VOLUME =
      Defaults.table()
          .rule("", PodDefaults::emptyDir)
          .pointer("secret.defaultMode", MODE_0644)
          .pointer("configMap.defaultMode", MODE_0644)
          .pointer("downwardAPI.defaultMode", MODE_0644)
          .value("downwardAPI.items[].fieldRef.apiVersion", "v1")
          .pointer("projected.defaultMode", MODE_0644)
          .value("projected.sources[].downwardAPI.items[].fieldRef.apiVersion", "v1")
          .pointer("projected.sources[].serviceAccountToken.expirationSeconds", 3600)
          .pointer("hostPath.type", "")
          .pointer("ephemeral.volumeClaimTemplate.spec.volumeMode", "Filesystem")
          .value("iscsi.iscsiInterface", "default")
          .value("rbd.pool", "rbd")
          .value("rbd.user", "admin")
          .value("rbd.keyring", "/etc/ceph/keyring")
          .pointer("azureDisk.cachingMode", "ReadWrite")
          .pointer("azureDisk.fsType", "ext4")
          .pointer("azureDisk.readOnly", false)
          .pointer("azureDisk.kind", "Shared")
          .value("scaleIO.storageMode", "ThinProvisioned")
          .value("scaleIO.fsType", "xfs")
          .rule("image", image -> pullPolicy(image, "reference", "pullPolicy"))
          .build();

  private static final Defaults POD_SPEC =
      Defaults.table()
          .table("volumes[]", VOLUME)
          .table("initContainers[]", CONTAINER)
          .table("containers[]", CONTAINER)
          .table("ephemeralContainers[]", CONTAINER)
          .value("restartPolicy", "Always")
          .pointer("terminationGracePeriodSeconds", 30)
          .value("dnsPolicy", "ClusterFirst")
          .rule("", PodDefaults::serviceAccount)
          .pointer("securityContext", EMPTY)
          .value("schedulerName", "default-scheduler")
          .build();

  /** What a pod has beyond a template. */
  private static final Defaults POD =
      Defaults.table()
          .rule("spec.containers[]", PodDefaults::requestsFromLimits)
          .rule("spec.initContainers[]", PodDefaults::requestsFromLimits)
          .pointer("spec!.enableServiceLinks", true)
          .rule("spec", PodDefaults::hostPorts)
          .build();

  private PodDefaults() {}

  /** Defaults of a pod. */
  static void applyToPod(ObjectNode pod) {
    applyToSpec(Tree.ensureObject(pod, "spec"));
    POD.apply(pod);
    PodAddresses.mirror(pod);
  }

  /** Defaults of a pod template: an object with {@code metadata} and {@code spec}. */
  public static void applyToTemplate(ObjectNode template) {
    applyToSpec(Tree.ensureObject(template, "spec"));
  }

  private static void applyToSpec(ObjectNode spec) {
    POD_SPEC.apply(spec);
  }

  private static void pullPolicy(ObjectNode container) {
    pullPolicy(container, "image", "imagePullPolicy");
  }

  private static void pullPolicy(ObjectNode object, String image, String policy) {
    if (Tree.text(object, policy).isEmpty()) {
      boolean latest = ImageName.tag(Tree.text(object, image)).equals("latest");
      object.put(policy, latest ? "Always" : "IfNotPresent");
    }
  }

  private static void emptyDir(ObjectNode volume) {
    boolean hasSource =
        volume.properties().stream()
            .anyMatch(e -> !e.getKey().equals("name") && !e.getValue().isNull());
    if (!hasSource) {
      volume.putObject("emptyDir");
    }
  }

  /** The old name and the new one are both written. */
  private static void serviceAccount(ObjectNode spec) {
    String name = Tree.text(spec, "serviceAccountName");
    String account = name.isEmpty() ? Tree.text(spec, "serviceAccount") : name;
    if (!account.isEmpty()) {
      spec.put("serviceAccountName", account);
      spec.put("serviceAccount", account);
    }
  }

  private static void requestsFromLimits(ObjectNode container) {
    Map<String, String> limits = Tree.strings(container, "resources", "limits");
    if (limits.isEmpty()) {
      return;
    }
    ObjectNode requests = Tree.ensureObject(container, "resources", "requests");
    limits.forEach(
        (name, quantity) -> {
          if (!requests.has(name)) {
            requests.put(name, quantity);
          }
        });
  }

  private static void hostPorts(ObjectNode spec) {
    if (!Tree.truth(spec, "hostNetwork")) {
      return;
    }
    for (String list : List.of("containers", "initContainers")) {
      for (ObjectNode container : Tree.objects(spec, list)) {
        for (ObjectNode port : Tree.objects(container, "ports")) {
          if (Tree.number(port, "hostPort") == 0) {
            port.set("hostPort", port.path("containerPort"));
          }
        }
      }
    }
  }
}
