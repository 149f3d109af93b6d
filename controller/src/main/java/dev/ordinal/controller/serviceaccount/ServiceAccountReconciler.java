package dev.ordinal.controller.serviceaccount;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.ControllerSpec;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.List;
import java.util.Map;

/** One namespace: read, plan, write. */
public final class ServiceAccountReconciler implements Reconciler {
  private final KubeClient client;
  private final Informer<Namespace> namespaces;
  private final Informer<ServiceAccount> accounts;
  private final Informer<ConfigMap> configMaps;
  private final String rootCa;

  private ServiceAccountReconciler(ControllerContext context) {
    this.client = context.client();
    this.namespaces = context.informers().of(Kinds.NAMESPACES);
    this.accounts = context.informers().of(Kinds.SERVICE_ACCOUNTS);
    this.configMaps = context.informers().of(Kinds.CONFIG_MAPS);
    this.rootCa = context.rootCa();
  }

  /**
   * The controller over the context's caches; without a known authority no config maps are made.
   */
  public static Controller controller(ControllerContext context) {
    return ControllerSpec.named("serviceaccount-controller")
        .watches(Kinds.NAMESPACES, one -> List.of(ObjectKey.of("", one.getMetadata().getName())))
        .watches(Kinds.SERVICE_ACCOUNTS, one -> concerned(one, ServiceAccountPlanner.ACCOUNT))
        .watches(Kinds.CONFIG_MAPS, one -> concerned(one, ServiceAccountPlanner.CONFIG_MAP))
        .workers(2)
        .reconciledBy(context, new ServiceAccountReconciler(context));
  }

  private static List<ObjectKey> concerned(HasMetadata object, String name) {
    return object.getMetadata().getName().equals(name)
        ? List.of(ObjectKey.of("", object.getMetadata().getNamespace()))
        : List.of();
  }

  @Override
  public Result reconcile(ObjectKey key) {
    String name = key.name();
    namespaces
        .get(key)
        .ifPresent(
            namespace ->
                ServiceAccountPlanner.plan(
                        namespace,
                        accounts.get(name, ServiceAccountPlanner.ACCOUNT).isPresent(),
                        configMaps.get(name, ServiceAccountPlanner.CONFIG_MAP).orElse(null),
                        rootCa)
                    .forEach(action -> write(name, action)));
    return Result.done();
  }

  private void write(String namespace, ServiceAccountAction action) {
    try {
      switch (action) {
        case ServiceAccountAction.CreateAccount() ->
            client.create(
                Kinds.SERVICE_ACCOUNTS,
                namespace,
                new ServiceAccountBuilder()
                    .withNewMetadata()
                    .withName(ServiceAccountPlanner.ACCOUNT)
                    .withNamespace(namespace)
                    .endMetadata()
                    .build());
        case ServiceAccountAction.CreateCertificate(String pem) ->
            client.create(Kinds.CONFIG_MAPS, namespace, certificate(namespace, pem));
        case ServiceAccountAction.CorrectCertificate(String pem) -> {
          ObjectNode patch = Json.object();
          patch.set("data", Json.tree(Map.of(ServiceAccountPlanner.KEY, pem)));
          client.patch(
              Kinds.CONFIG_MAPS,
              namespace,
              ServiceAccountPlanner.CONFIG_MAP,
              PatchType.MERGE,
              patch);
        }
      }
    } catch (ApiFailure e) {
      if (!e.isAlreadyExists() && !e.isNotFound() && !e.isNamespaceTerminating()) {
        throw e;
      }
    }
  }

  private static ConfigMap certificate(String namespace, String pem) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(ServiceAccountPlanner.CONFIG_MAP)
        .withNamespace(namespace)
        .addToAnnotations(
            "kubernetes.io/description",
            "Contains a CA bundle that can be used to verify the kube-apiserver when using internal"
                + " endpoints such as the internal service IP or kubernetes.default.svc. No other"
                + " usage is guaranteed across distributions of Kubernetes clusters.")
        .endMetadata()
        .addToData(ServiceAccountPlanner.KEY, pem)
        .build();
  }
}
