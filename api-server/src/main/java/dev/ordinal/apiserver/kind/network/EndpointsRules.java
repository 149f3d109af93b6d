package dev.ordinal.apiserver.kind.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Addresses;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/**
 * The rules of endpoints.
 *
 * @param loopbackAllowed whether pods may have addresses of the host's loopback
 */
record EndpointsRules(boolean loopbackAllowed) implements KindRules {

  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
  private static final Defaults DEFAULTS =
      Defaults.table().value("subsets[].ports[].protocol", "TCP").build();

  @Override
  public void applyDefaults(ObjectNode endpoints) {
    DEFAULTS.apply(endpoints);
  }

  @Override
  public List<FieldError> validate(ObjectNode endpoints) {
    Errors errors = new Errors();
    List<ObjectNode> subsets = Tree.objects(endpoints, "subsets");
    for (int i = 0; i < subsets.size(); i++) {
      subset(subsets.get(i), "subsets[" + i + "]", errors);
    }
    return errors.list();
  }

  private void subset(ObjectNode subset, String path, Errors errors) {
    if (Tree.at(subset, "addresses").isEmpty() && Tree.at(subset, "notReadyAddresses").isEmpty()) {
      errors.required(path, "must specify `addresses` or `notReadyAddresses`");
    }
    for (String list : List.of("addresses", "notReadyAddresses")) {
      List<ObjectNode> addresses = Tree.objects(subset, list);
      for (int i = 0; i < addresses.size(); i++) {
        String ip = Tree.text(addresses.get(i), "ip");
        String field = path + "." + list + "[" + i + "].ip";
        Addresses.validate(ip, field, errors);
        if (ip.startsWith("127.") && !loopbackAllowed) {
          errors.invalid(field, ip, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
        }
      }
    }
    List<ObjectNode> ports = Tree.objects(subset, "ports");
    for (int i = 0; i < ports.size(); i++) {
      String field = path + ".ports[" + i + "]";
      JsonNode port = ports.get(i);
      if (ports.size() > 1 && Tree.text(port, "name").isEmpty()) {
        errors.required(field + ".name");
      }
      long number = Tree.number(port, "port");
      Names.portNumber(number).forEach(text -> errors.invalid(field + ".port", number, text));
      errors.oneOf(port, field, "protocol", PROTOCOLS);
    }
  }
}
