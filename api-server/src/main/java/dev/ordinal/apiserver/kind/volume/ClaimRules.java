package dev.ordinal.apiserver.kind.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.meta.Selectors;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.quantity.Quantity;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of claims. */
final class ClaimRules implements KindRules {

  private static final Defaults DEFAULTS =
      Defaults.table()
          .pointer("spec!.volumeMode", "Filesystem")
          .value("status!.phase", "Pending")
          .build();

  static final List<String> ACCESS_MODES =
      List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
  static final List<String> VOLUME_MODES = List.of("Block", "Filesystem");

  @Override
  public void applyDefaults(ObjectNode claim) {
    DEFAULTS.apply(claim);
    dataSource(claim);
  }

  /** The old field and the new one say the same where they can. */
  private static void dataSource(ObjectNode claim) {
    if (!(claim.get("spec") instanceof ObjectNode spec)) {
      return;
    }
    boolean old = Tree.has(spec, "dataSource");
    boolean reference = Tree.has(spec, "dataSourceRef");
    if (old && !reference) {
      spec.set("dataSourceRef", spec.path("dataSource").deepCopy());
    } else if (reference && !old && !Tree.has(spec, "dataSourceRef", "namespace")) {
      spec.set("dataSource", spec.path("dataSourceRef").deepCopy());
    }
  }

  @Override
  public void prepareForCreate(ObjectNode claim) {
    claim.putObject("status").put("phase", "Pending");
  }

  @Override
  public void prepareForUpdate(ObjectNode claim, ObjectNode old) {
    Tree.copyField(old, claim, "status");
  }

  @Override
  public void prepareForStatusUpdate(ObjectNode claim, ObjectNode old) {
    Tree.copyField(old, claim, "spec");
  }

  @Override
  public List<FieldError> validate(ObjectNode claim) {
    Errors errors = new Errors();
    spec(claim.path("spec"), "spec", errors);
    return errors.list();
  }

  static void spec(JsonNode spec, String path, Errors errors) {
    List<String> modes = Tree.texts(spec, "accessModes");
    if (modes.isEmpty()) {
      errors.required(path + ".accessModes", "at least 1 access mode is required");
    }
    if (Tree.has(spec, "selector")) {
      Selectors.validate(Tree.at(spec, "selector"), path + ".selector", errors);
    }
    accessModes(modes, path + ".accessModes", errors);
    String size = Tree.text(spec, "resources", "requests", "storage");
    if (size.isEmpty()) {
      errors.required(path + ".resources[storage]");
    } else if (Quantity.parse(size).compareTo(Quantity.parse("0")) <= 0) {
      errors.invalid(path + ".resources[storage]", size, "must be greater than zero");
    }
    String className = Tree.text(spec, "storageClassName");
    if (!className.isEmpty()) {
      errors.invalidEach(path + ".storageClassName", className, Names.dnsSubdomain(className));
    }
    String mode = Tree.text(spec, "volumeMode");
    if (!mode.isEmpty() && !VOLUME_MODES.contains(mode)) {
      errors.notSupported(path + ".volumeMode", mode, VOLUME_MODES);
    }
  }

  static void accessModes(List<String> modes, String path, Errors errors) {
    for (String mode : modes) {
      if (!ACCESS_MODES.contains(mode)) {
        errors.notSupported(path, mode, ACCESS_MODES);
      }
    }
    if (modes.contains("ReadWriteOncePod") && modes.size() > 1) {
      errors.forbidden(path, "may not use ReadWriteOncePod with other access modes");
    }
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode claim, ObjectNode old) {
    Errors errors = new Errors();
    ObjectNode now = claim.path("spec").deepCopy();
    JsonNode before = old.path("spec");
    // The binder fills in the volume, and a class may be given to a claim that had none.
    if (Tree.text(before, "volumeName").isEmpty()) {
      Tree.copyField(before, now, "volumeName");
    }
    if (!Tree.has(before, "storageClassName") && Tree.has(now, "storageClassName")) {
      now.remove("storageClassName");
    }
    String size = Tree.text(now, "resources", "requests", "storage");
    String oldSize = Tree.text(before, "resources", "requests", "storage");
    if (Tree.text(old, "status", "phase").equals("Bound")
        && Tree.at(now, "resources", "requests") instanceof ObjectNode requests) {
      requests.put("storage", oldSize);
    }
    Tree.copyField(before, now, "volumeAttributesClassName");
    if (!Tree.same(now, before)) {
      errors.forbidden(
          "spec",
          "spec is immutable after creation except resources.requests and volumeAttributesClassName"
              + " for bound claims\n");
    }
    String capacity = Tree.text(old, "status", "capacity", "storage");
    if (smaller(size, oldSize) && !capacity.isEmpty() && !smaller(capacity, size)) {
      errors.forbidden(
          "spec.resources.requests.storage", "field can not be less than status.capacity");
    }
    errors.immutable(
        Tree.at(claim, "spec", "volumeMode"), Tree.at(before, "volumeMode"), "volumeMode");
    return errors.list();
  }

  private static boolean smaller(String one, String other) {
    return !one.isEmpty()
        && !other.isEmpty()
        && Quantity.parse(one).compareTo(Quantity.parse(other)) < 0;
  }
}
