package dev.ordinal.apiserver.kind.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** EndpointSlice. */
public final class EndpointSliceKind {

  private EndpointSliceKind() {}

  /**
   * The definition.
   *
   * @param loopbackAllowed whether addresses of the host's loopback are valid
   */
  public static ResourceType type(boolean loopbackAllowed) {
    return ResourceTypeBuilder.kind("discovery.k8s.io", "v1", "EndpointSlice")
        .rules(new EndpointSliceRules(loopbackAllowed))
        .plural("endpointslices")
        .columns(
            Columns.NAME,
            Columns.field("AddressType", "IPv4, IPv6 or FQDN.", "addressType"),
            Columns.text("Ports", "Ports of each endpoint.", EndpointSliceKind::ports),
            Columns.text("Endpoints", "Addresses.", EndpointSliceKind::addresses),
            Columns.AGE)
        .build();
  }

  private static String ports(ObjectNode slice) {
    return orUnset(
        Tree.map(
            Tree.at(slice, "ports"),
            port ->
                Tree.has(port, "port")
                    ? Tree.text(port, "port")
                    : Tree.has(port, "name") ? Tree.text(port, "name") : "*"));
  }

  private static String addresses(ObjectNode slice) {
    return orUnset(
        Tree.objects(slice, "endpoints").stream()
            .flatMap(endpoint -> Tree.texts(endpoint, "addresses").stream())
            .toList());
  }

  private static String orUnset(List<String> all) {
    String text = EndpointsKind.shortened(all);
    return text.isEmpty() ? "<unset>" : text;
  }
}
