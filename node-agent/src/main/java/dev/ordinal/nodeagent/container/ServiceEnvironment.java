package dev.ordinal.nodeagent.container;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The variables that tell a container of services: {@code WEB_SERVICE_HOST} and its kin. Pure. */
public final class ServiceEnvironment {

  private ServiceEnvironment() {}

  /**
   * The variables.
   *
   * @param services those of the pod's namespace and of namespace default
   * @param links whether the pod wants those of its own namespace
   */
  public static Map<String, String> of(List<Service> services, String namespace, boolean links) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Service service : services) {
      boolean master =
          service.getMetadata().getName().equals("kubernetes")
              && service.getMetadata().getNamespace().equals("default");
      boolean own = links && service.getMetadata().getNamespace().equals(namespace);
      if ((master || own) && hasAddress(service)) {
        add(service, variables);
      }
    }
    return variables;
  }

  private static boolean hasAddress(Service service) {
    String ip = service.getSpec().getClusterIP();
    return ip != null
        && !ip.isEmpty()
        && !ip.equals("None")
        && !service.getSpec().getPorts().isEmpty();
  }

  private static void add(Service service, Map<String, String> variables) {
    String prefix = variableName(service.getMetadata().getName());
    String ip = service.getSpec().getClusterIP();
    List<ServicePort> ports = service.getSpec().getPorts();
    variables.put(prefix + "_SERVICE_HOST", ip);
    variables.put(prefix + "_SERVICE_PORT", String.valueOf(ports.getFirst().getPort()));
    for (ServicePort port : ports) {
      if (port.getName() != null && !port.getName().isEmpty()) {
        variables.put(
            prefix + "_SERVICE_PORT_" + variableName(port.getName()),
            String.valueOf(port.getPort()));
      }
    }
    boolean first = true;
    for (ServicePort port : ports) {
      String protocol = port.getProtocol() == null ? "TCP" : port.getProtocol();
      String url = protocol.toLowerCase(Locale.ROOT) + "://" + ip + ":" + port.getPort();
      String portPrefix =
          prefix + "_PORT_" + port.getPort() + "_" + protocol.toUpperCase(Locale.ROOT);
      if (first) {
        variables.put(prefix + "_PORT", url);
        first = false;
      }
      variables.put(portPrefix, url);
      variables.put(portPrefix + "_PROTO", protocol.toLowerCase(Locale.ROOT));
      variables.put(portPrefix + "_PORT", String.valueOf(port.getPort()));
      variables.put(portPrefix + "_ADDR", ip);
    }
  }

  private static String variableName(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
