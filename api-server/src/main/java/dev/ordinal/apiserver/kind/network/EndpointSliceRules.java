package dev.ordinal.apiserver.kind.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.tree.Addresses;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of endpoint slices.
 *
 * @param loopbackAllowed whether pods may have addresses of the host's loopback
 */
record EndpointSliceRules(boolean loopbackAllowed) implements KindRules {

  private static final List<String> TYPES = List.of("FQDN", "IPv4", "IPv6");
  private static final Defaults DEFAULTS =
      Defaults.table().pointer("ports[].name", "").pointer("ports[].protocol", "TCP").build();

  @Override
  public void applyDefaults(ObjectNode slice) {
    DEFAULTS.apply(slice);
  }

  @Override
  public List<FieldError> validate(ObjectNode slice) {
    Errors errors = new Errors();
    String type = Tree.text(slice, "addressType");
    if (type.isEmpty()) {
      errors.required("addressType");
    } else if (!TYPES.contains(type)) {
      errors.notSupported("addressType", type, TYPES);
    }
    List<ObjectNode> endpoints = Tree.objects(slice, "endpoints");
    if (endpoints.size() > 1000) {
      errors.invalid("endpoints", endpoints.size(), "must have at most 1000 items");
    }
    for (int i = 0; i < endpoints.size(); i++) {
      addresses(endpoints.get(i), type, "endpoints[" + i + "].addresses", errors);
    }
    Set<String> names = new HashSet<>();
    List<ObjectNode> ports = Tree.objects(slice, "ports");
    for (int i = 0; i < ports.size(); i++) {
      errors.unique(names, "ports[" + i + "].name", Tree.text(ports.get(i), "name"));
    }
    return errors.list();
  }

  private void addresses(ObjectNode endpoint, String type, String path, Errors errors) {
    List<String> addresses = Tree.texts(endpoint, "addresses");
    if (addresses.isEmpty()) {
      errors.required(path, "must contain at least 1 address");
    }
    for (int i = 0; i < addresses.size(); i++) {
      String address = addresses.get(i);
      String field = path + "[" + i + "]";
      if (type.equals("IPv4") && !Addresses.isIpv4(address)) {
        errors.invalid(field, address, "must be an IPv4 address");
      } else if (type.equals("IPv6") && !Addresses.isIpv6(address)) {
        errors.invalid(field, address, "must be an IPv6 address");
      } else if (address.startsWith("127.") && !loopbackAllowed) {
        errors.invalid(field, address, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
      }
    }
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode slice, ObjectNode old) {
    Errors errors = new Errors();
    errors.immutable(Tree.at(slice, "addressType"), Tree.at(old, "addressType"), "addressType");
    return errors.list();
  }

  @Override
  public boolean hasGeneration() {
    return true;
  }
}
