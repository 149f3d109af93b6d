package dev.ordinal.controller.serviceaccount;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what a namespace lacks. */
final class ServiceAccountPlanner {
  static final String ACCOUNT = "default";
  static final String CONFIG_MAP = "kube-root-ca.crt";
  static final String KEY = "ca.crt";

  private ServiceAccountPlanner() {}

  static List<ServiceAccountAction> plan(
      Namespace namespace, boolean hasAccount, @Nullable ConfigMap certificate, String rootCa) {
    boolean going =
        namespace.getMetadata().getDeletionTimestamp() != null
            || (namespace.getStatus() != null
                && "Terminating".equals(namespace.getStatus().getPhase()));
    if (going) {
      return List.of();
    }
    List<ServiceAccountAction> actions = new ArrayList<>();
    if (!hasAccount) {
      actions.add(new ServiceAccountAction.CreateAccount());
    }
    if (rootCa.isEmpty()) {
      return actions;
    }
    if (certificate == null) {
      actions.add(new ServiceAccountAction.CreateCertificate(rootCa));
    } else if (!Map.of(KEY, rootCa).equals(certificate.getData())) {
      actions.add(new ServiceAccountAction.CorrectCertificate(rootCa));
    }
    return actions;
  }
}
