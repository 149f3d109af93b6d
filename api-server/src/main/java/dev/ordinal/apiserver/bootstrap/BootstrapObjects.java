package dev.ordinal.apiserver.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The trees of the objects that are there from the first moment. Pure. */
final class BootstrapObjects {

  /** One port of a service. */
  record Port(String name, String protocol, int port) {}

  static final Port API = new Port("https", "TCP", 6443);
  static final List<Port> DNS =
      List.of(
          new Port("dns", "UDP", 53),
          new Port("dns-tcp", "TCP", 53),
          new Port("metrics", "TCP", 9153));

  private static final ObjectMapper JSON = new ObjectMapper();

  private BootstrapObjects() {}

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static ObjectNode namespace(String name) {
    return parse(
        """
        {"kind":"Namespace","apiVersion":"v1","metadata":{"name":"%s"}}
        """
            .formatted(name));
  }

  static ObjectNode priorityClass(String name, int value, String description) {
    return parse(
        """
        {"kind":"PriorityClass","apiVersion":"scheduling.k8s.io/v1","metadata":{"name":"%s"},
         "value":%d,"description":"%s"}
        """
            .formatted(name, value, description));
  }

  static ObjectNode apiService(String clusterIp) {
    return parse(
        """
        {"kind":"Service","apiVersion":"v1",
         "metadata":{"name":"kubernetes","namespace":"default",
          "labels":{"component":"apiserver","provider":"kubernetes"}},
         "spec":{"type":"ClusterIP","sessionAffinity":"None","clusterIP":"%s",
          "ports":[{"name":"https","protocol":"TCP","port":443,"targetPort":6443}]}}
        """
            .formatted(clusterIp));
  }

  static ObjectNode dnsService(String clusterIp) {
    ObjectNode service =
        parse(
            """
            {"kind":"Service","apiVersion":"v1",
             "metadata":{"name":"kube-dns","namespace":"kube-system",
              "annotations":{"prometheus.io/port":"9153","prometheus.io/scrape":"true"},
              "labels":{"k8s-app":"kube-dns","kubernetes.io/cluster-service":"true",
               "kubernetes.io/name":"CoreDNS"}},
             "spec":{"type":"ClusterIP","clusterIP":"%s","ports":[]}}
            """
                .formatted(clusterIp));
    ArrayNode ports = (ArrayNode) service.path("spec").path("ports");
    for (Port port : DNS) {
      ports
          .addObject()
          .put("name", port.name())
          .put("protocol", port.protocol())
          .put("port", port.port())
          .put("targetPort", port.port());
    }
    return service;
  }

  static ObjectNode endpoints(String namespace, String name, String address, List<Port> ports) {
    ObjectNode endpoints =
        parse(
            """
            {"kind":"Endpoints","apiVersion":"v1",
             "metadata":{"name":"%s","namespace":"%s",
              "labels":{"endpointslice.kubernetes.io/skip-mirror":"true"}},
             "subsets":[{"addresses":[{"ip":"%s"}]}]}
            """
                .formatted(name, namespace, address));
    ((ObjectNode) endpoints.path("subsets").path(0)).set("ports", ports(ports));
    return endpoints;
  }

  static ObjectNode endpointSlice(String namespace, String name, String address, List<Port> ports) {
    ObjectNode slice =
        parse(
            """
            {"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1",
             "metadata":{"name":"%s","namespace":"%s",
              "labels":{"kubernetes.io/service-name":"%s"}},
             "addressType":"IPv4",
             "endpoints":[{"addresses":["%s"],"conditions":{"ready":true}}]}
            """
                .formatted(name, namespace, name, address));
    slice.set("ports", ports(ports));
    return slice;
  }

  private static ArrayNode ports(List<Port> ports) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Port port : ports) {
      array
          .addObject()
          .put("name", port.name())
          .put("port", port.port())
          .put("protocol", port.protocol());
    }
    return array;
  }
}
