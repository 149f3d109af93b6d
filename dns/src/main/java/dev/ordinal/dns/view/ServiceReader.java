package dev.ordinal.dns.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads services and endpoint slices into what DNS needs of them. Pure. */
final class ServiceReader {

  private record Place(String label, InetAddress address) {}

  private ServiceReader() {}

  static ServiceView read(JsonNode service, List<? extends JsonNode> slices) {
    JsonNode spec = service.path("spec");
    boolean external = spec.path("type").asText().equals("ExternalName");
    return new ServiceView(
        service.path("metadata").path("namespace").asText(),
        service.path("metadata").path("name").asText(),
        external ? List.of() : clusterIps(spec),
        external ? spec.path("externalName").asText() : null,
        ports(spec.path("ports")),
        external ? List.of() : endpoints(slices));
  }

  private static List<InetAddress> clusterIps(JsonNode spec) {
    List<InetAddress> addresses = new ArrayList<>();
    for (JsonNode ip : spec.path("clusterIPs")) {
      Addresses.parse(ip.asText()).ifPresent(addresses::add);
    }
    if (addresses.isEmpty()) {
      Addresses.parse(spec.path("clusterIP").asText()).ifPresent(addresses::add);
    }
    return addresses;
  }

  private static List<PortView> ports(JsonNode ports) {
    List<PortView> views = new ArrayList<>();
    for (JsonNode port : ports) {
      if (port.hasNonNull("port")) {
        views.add(
            new PortView(
                port.path("name").asText("").toLowerCase(Locale.ROOT),
                port.path("protocol").asText("TCP").toLowerCase(Locale.ROOT),
                port.path("port").asInt()));
      }
    }
    return views;
  }

  private static List<EndpointView> endpoints(List<? extends JsonNode> slices) {
    // An endpoint may be in two slices for a moment while it moves, and in two for good where its
    // ports differ.
    Map<Place, List<PortView>> found = new LinkedHashMap<>();
    for (JsonNode slice : slices) {
      List<PortView> ports = ports(slice.path("ports"));
      for (JsonNode endpoint : slice.path("endpoints")) {
        if (!endpoint.path("conditions").path("ready").asBoolean(true)) {
          continue;
        }
        for (JsonNode address : endpoint.path("addresses")) {
          place(endpoint, address.asText()).ifPresent(place -> merge(found, place, ports));
        }
      }
    }
    return found.entrySet().stream()
        .map(it -> new EndpointView(it.getKey().label(), it.getKey().address(), it.getValue()))
        .toList();
  }

  private static Optional<Place> place(JsonNode endpoint, String address) {
    return Addresses.parse(address)
        .map(ip -> new Place(label(endpoint.path("hostname").asText(""), address), ip));
  }

  private static void merge(Map<Place, List<PortView>> found, Place place, List<PortView> ports) {
    List<PortView> known = found.computeIfAbsent(place, p -> new ArrayList<>());
    for (PortView port : ports) {
      if (!known.contains(port)) {
        known.add(port);
      }
    }
  }

  private static String label(String hostname, String address) {
    if (!hostname.isEmpty()) {
      return hostname.toLowerCase(Locale.ROOT);
    }
    String dashed = address.toLowerCase(Locale.ROOT).replace('.', '-').replace(':', '-');
    return dashed.endsWith("-") ? dashed + "0" : dashed;
  }
}
