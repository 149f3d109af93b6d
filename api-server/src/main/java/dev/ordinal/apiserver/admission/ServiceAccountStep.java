package dev.ordinal.apiserver.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Upstream's ServiceAccount: a pod has an account, and its credentials where they are expected. */
final class ServiceAccountStep implements AdmissionStep {

  private static final String DEFAULT = "default";
  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final String MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final String VOLUME_PREFIX = "kube-api-access-";
  private static final String SAFE_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int TOKEN_SECONDS = 3607;
  private static final int MODE_0644 = 420;
  private static final int ATTEMPTS = 10;

  @Override
  public void admit(Request request) {
    if (!Requests.isCreateOf(request, "", "pods")
        || Tree.has(request.object(), "metadata", "annotations", MIRROR)) {
      return;
    }
    ObjectNode spec = Requests.spec(request);
    String name = Tree.text(spec, "serviceAccountName");
    if (name.isEmpty()) {
      name = DEFAULT;
      spec.put("serviceAccountName", name).put("serviceAccount", name);
    }
    ObjectNode account = account(request, name);
    if (wantsToken(spec, account)) {
      mountToken(spec);
    }
    if (Tree.at(spec, "imagePullSecrets").isEmpty()) {
      ArrayNode secrets = spec.arrayNode();
      for (ObjectNode secret : Tree.objects(account, "imagePullSecrets")) {
        secrets.addObject().put("name", Tree.text(secret, "name"));
      }
      if (!secrets.isEmpty()) {
        spec.set("imagePullSecrets", secrets);
      }
    }
  }

  /** The account `default` comes a moment after its namespace: a controller makes it. */
  private static ObjectNode account(Request request, String name) {
    int attempts = name.equals(DEFAULT) ? ATTEMPTS : 1;
    for (int i = 0; i < attempts; i++) {
      if (i > 0 && !pause()) {
        break;
      }
      Optional<ObjectNode> account =
          request.objects().get("", "serviceaccounts", request.namespace(), name);
      if (account.isPresent()) {
        return account.get();
      }
    }
    throw Requests.forbidden(
        request,
        "error looking up service account "
            + request.namespace()
            + "/"
            + name
            + ": serviceaccount \""
            + name
            + "\" not found");
  }

  private static boolean pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(100, 200));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean wantsToken(ObjectNode spec, ObjectNode account) {
    String field = "automountServiceAccountToken";
    if (Tree.has(spec, field)) {
      return Tree.truth(spec, field);
    }
    return !Tree.has(account, field) || Tree.truth(account, field);
  }

  private static void mountToken(ObjectNode spec) {
    Optional<String> present =
        Tree.objects(spec, "volumes").stream()
            .map(volume -> Tree.text(volume, "name"))
            .filter(name -> name.startsWith(VOLUME_PREFIX))
            .findFirst();
    String name = present.orElseGet(() -> VOLUME_PREFIX + randomSuffix());
    boolean needed = false;
    for (String list : List.of("initContainers", "containers")) {
      for (ObjectNode container : Tree.objects(spec, list)) {
        needed |= mount(container, name);
      }
    }
    if (needed && present.isEmpty()) {
      addVolume(spec, name);
    }
  }

  /** Whether the container had nothing at the path and now has the volume there. */
  private static boolean mount(ObjectNode container, String volume) {
    if (Tree.find(Tree.at(container, "volumeMounts"), "mountPath", MOUNT_PATH).isPresent()) {
      return false;
    }
    Tree.ensureArray(container, "volumeMounts")
        .addObject()
        .put("name", volume)
        .put("readOnly", true)
        .put("mountPath", MOUNT_PATH);
    return true;
  }

  private static void addVolume(ObjectNode spec, String name) {
    ObjectNode volume = Tree.ensureArray(spec, "volumes").addObject().put("name", name);
    ObjectNode projected = volume.putObject("projected");
    ArrayNode sources = projected.putArray("sources");
    sources
        .addObject()
        .putObject("serviceAccountToken")
        .put("expirationSeconds", TOKEN_SECONDS)
        .put("path", "token");
    ObjectNode authority = sources.addObject().putObject("configMap");
    authority.put("name", "kube-root-ca.crt");
    authority.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
    ObjectNode item = sources.addObject().putObject("downwardAPI").putArray("items").addObject();
    item.put("path", "namespace");
    item.putObject("fieldRef").put("apiVersion", "v1").put("fieldPath", "metadata.namespace");
    projected.put("defaultMode", MODE_0644);
  }

  private static String randomSuffix() {
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      int letter = ThreadLocalRandom.current().nextInt(SAFE_LETTERS.length());
      suffix.append(SAFE_LETTERS.charAt(letter));
    }
    return suffix.toString();
  }
}
