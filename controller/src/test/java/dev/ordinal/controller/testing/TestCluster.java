package dev.ordinal.controller.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.ApiServer;
import dev.ordinal.apiserver.ApiServerConfig;
import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.KubeConfig;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.ControllerConfig;
import dev.ordinal.controller.ControllerManager;
import dev.ordinal.storage.memory.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/** The real API server on the in-memory store and all controllers, in this JVM. */
public final class TestCluster implements AutoCloseable {
  private final MemoryStore store = new MemoryStore();
  private final ApiServer server;
  private final KubeConfig controllerConfig;
  private final Path volumes;
  private final KubeClient client;
  private ControllerManager controllers;

  /** Starts everything; the directory takes keys and volumes. */
  public TestCluster(Path directory) throws IOException, GeneralSecurityException {
    TestPki pki = new TestPki(directory);
    pki.leaf("server", "CN=kube-apiserver");
    pki.leaf("kubelet", "O=system:masters,CN=kube-apiserver-kubelet-client");
    pki.leaf("admin", "O=system:masters,CN=kubernetes-admin");
    pki.leaf("controller", "CN=system:kube-controller-manager");
    pki.keyPair("sa");
    this.server =
        new ApiServer(
            new ApiServerConfig(
                new ApiServerConfig.Bind(InetAddress.getLoopbackAddress(), 0),
                new ApiServerConfig.Tls(
                    pki.file("server.crt"), pki.file("server.key"), pki.file("ca.crt")),
                new ApiServerConfig.Kubelet(
                    pki.file("kubelet.crt"), pki.file("kubelet.key"), pki.file("ca.crt")),
                new ApiServerConfig.ServiceAccounts(
                    pki.file("sa.key"), pki.file("sa.pub"), ApiServerConfig.DEFAULT_ISSUER),
                ApiServerConfig.Network.DEFAULT,
                FeatureGates.defaults()),
            store);
    server.start();
    this.volumes = Files.createDirectories(directory.resolve("volumes"));
    this.controllerConfig = config(pki, "controller");
    this.client = new KubeClient(config(pki, "admin"), "test");
    this.controllers = newControllers();
    controllers.start();
  }

  private KubeConfig config(TestPki pki, String user) throws IOException {
    URI uri = URI.create("https://127.0.0.1:" + server.address().getPort());
    return KubeConfig.mutualTls(
        uri, pki.text("ca.crt"), pki.text(user + ".crt"), pki.text(user + ".key"));
  }

  private ControllerManager newControllers() {
    return new ControllerManager(ControllerConfig.embedded(controllerConfig, volumes));
  }

  /** Stops the controllers and starts new ones, whose caches are empty. */
  public void restartControllers() {
    controllers.close();
    controllers = newControllers();
    controllers.start();
  }

  /** As cluster administrator. */
  public KubeClient client() {
    return client;
  }

  /** A namespace that exists and has its service account. */
  public String namespace(String name) throws InterruptedException {
    ObjectNode namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
    namespace.putObject("metadata").put("name", name);
    client.create(Kinds.NAMESPACES.raw(), null, namespace);
    until(() -> client.find(Kinds.SERVICE_ACCOUNTS, name, "default").isPresent());
    return name;
  }

  /** Says what a node agent would: the pod runs and is ready, or not. */
  public void ready(String namespace, String pod, boolean ready) {
    ObjectNode status = Json.object().put("phase", "Running");
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", ready ? "True" : "False")
        .put("lastTransitionTime", Instant.now().toString());
    status(namespace, pod, status);
  }

  /** Sets a pod's status. */
  public void status(String namespace, String pod, ObjectNode status) {
    ObjectNode patch = Json.object();
    patch.set("status", status);
    client.patch(Kinds.PODS, namespace, pod, "status", PatchType.STRATEGIC, patch);
  }

  /** Waits until the condition holds, for up to thirty seconds; a failing request is not yet. */
  public static void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!holds(condition)) {
      if (System.nanoTime() - deadline > 0) {
        Assertions.fail("did not become true in time");
      }
      Thread.sleep(10);
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (ApiFailure e) {
      return false;
    }
  }

  @Override
  public void close() {
    controllers.close();
    client.close();
    server.close();
    store.close();
  }
}
