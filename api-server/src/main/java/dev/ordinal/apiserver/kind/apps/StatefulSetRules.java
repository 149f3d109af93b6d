package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.pod.PodDefaults;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.kind.volume.PersistentVolumeClaimKind;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of stateful sets. */
final class StatefulSetRules implements KindRules {

  private final FeatureGates gates;
  private final Defaults defaults;

  StatefulSetRules(FeatureGates gates) {
    this.gates = gates;
    this.defaults =
        Defaults.table()
            .value("spec!.podManagementPolicy", "OrderedReady")
            .rule("spec!.updateStrategy!", this::updateStrategy)
            .value("spec!.persistentVolumeClaimRetentionPolicy!.whenDeleted", "Retain")
            .value("spec!.persistentVolumeClaimRetentionPolicy!.whenScaled", "Retain")
            .pointer("spec!.replicas", 1)
            .pointer("spec!.revisionHistoryLimit", 10)
            .rule("spec!.template!", PodDefaults::applyToTemplate)
            .rule("spec!.volumeClaimTemplates[]", StatefulSetRules::claim)
            .build();
  }

  /**
   * The partition is only filled in where the type was left out: an explicit RollingUpdate keeps
   * {@code rollingUpdate} absent, and the controller treats the two differently.
   */
  private void updateStrategy(ObjectNode strategy) {
    if (Tree.text(strategy, "type").isEmpty()) {
      strategy.put("type", "RollingUpdate");
      Tree.ensureObject(strategy, "rollingUpdate");
    }
    if (strategy.get("rollingUpdate") instanceof ObjectNode rolling
        && Tree.text(strategy, "type").equals("RollingUpdate")) {
      if (!Tree.has(rolling, "partition")) {
        rolling.put("partition", 0);
      }
      if (maxUnavailable() && !Tree.has(rolling, "maxUnavailable")) {
        rolling.put("maxUnavailable", 1);
      }
    }
  }

  private static void claim(ObjectNode claim) {
    claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
    PersistentVolumeClaimKind.applyDefaults(claim);
  }

  private boolean maxUnavailable() {
    return gates.enabled(FeatureGates.MAX_UNAVAILABLE_STATEFUL_SET);
  }

  @Override
  public NameRule nameRule() {
    return NameRule.DNS_LABEL;
  }

  @Override
  public void applyDefaults(ObjectNode set) {
    defaults.apply(set);
  }

  @Override
  public void prepareForCreate(ObjectNode set) {
    set.putObject("status").put("replicas", 0).put("availableReplicas", 0);
    dropDisabled(set, set.objectNode());
  }

  @Override
  public void prepareForUpdate(ObjectNode set, ObjectNode old) {
    Tree.copyField(old, set, "status");
    dropDisabled(set, old);
  }

  @Override
  public void prepareForStatusUpdate(ObjectNode set, ObjectNode old) {
    Tree.copyField(old, set, "spec");
  }

  /** A field behind a gate that is off stays only where it was stored before. */
  private void dropDisabled(ObjectNode set, ObjectNode old) {
    JsonNode stored = Tree.at(old, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
    if (!maxUnavailable()
        && stored.isMissingNode()
        && Tree.at(set, "spec", "updateStrategy", "rollingUpdate") instanceof ObjectNode rolling) {
      rolling.remove("maxUnavailable");
    }
  }

  @Override
  public List<FieldError> validate(ObjectNode set) {
    Errors errors = new Errors();
    StatefulSetValidation.spec(set.path("spec"), errors);
    return errors.list();
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode set, ObjectNode old) {
    Errors errors = new Errors();
    StatefulSetValidation.update(set, old, errors);
    return errors.list();
  }

  @Override
  public List<FieldError> validateStatusUpdate(ObjectNode set, ObjectNode old) {
    Errors errors = new Errors();
    StatefulSetValidation.status(set.path("status"), old.path("status"), errors);
    return errors.list();
  }

  @Override
  public boolean hasGeneration() {
    return true;
  }
}
