package dev.ordinal.apiserver.kind.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Addresses;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives services their cluster addresses and node ports.
 *
 * <p>What is taken is read from the services that exist each time, so nothing has to be repaired
 * after a crash; what was given out a moment ago and is not stored yet is remembered for {@link
 * #HELD}. Safe on any thread: the lock is held while one service is looked at, never while
 * something is written.
 */
public final class ServiceAllocation {

  private static final Duration HELD = Duration.ofSeconds(30);
  private static final int FIRST_PORT = 30000;
  private static final int LAST_PORT = 32767;
  private static final int STATIC_PORTS = 86;

  private record Held(String owner, long until) {}

  private final AddressRange range;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Held> held = new HashMap<>();

  /**
   * Addresses from a range.
   *
   * @throws IllegalArgumentException with a message for the user where the range is not valid
   */
  public ServiceAllocation(String serviceClusterIpRange) {
    this.range = AddressRange.parse(serviceClusterIpRange);
  }

  /** The address of the service {@code kubernetes}. */
  public String firstAddress() {
    return range.first();
  }

  /**
   * Fills in what the service does not say itself: addresses, families, node ports.
   *
   * @param old empty where the service is new
   * @param others the services that exist, this one may be among them
   * @return errors in upstream's words
   */
  public List<FieldError> allocate(ObjectNode service, JsonNode old, List<ObjectNode> others) {
    ObjectNode spec = Tree.ensureObject(service, "spec");
    JsonNode before = old.path("spec");
    follow(spec, before);
    keepAllocated(spec, before);
    Errors errors = new Errors();
    ServiceFamilies.fill(spec, errors);
    if (!errors.isEmpty()) {
      return errors.list();
    }
    lock.lock();
    try {
      long now = System.nanoTime();
      held.values().removeIf(h -> h.until() - now < 0);
      String owner = owner(service);
      if (!changesAddress(spec, before)) {
        address(spec, owner, others, errors);
      }
      ports(spec, owner, others, errors);
    } finally {
      lock.unlock();
    }
    return errors.list();
  }

  /** A client that changes or clears one of the two address fields need not know of the other. */
  private static void follow(ObjectNode spec, JsonNode before) {
    String wasFirst = Tree.text(before, "clusterIP");
    String first = Tree.text(spec, "clusterIP");
    boolean sameList = Tree.same(Tree.at(spec, "clusterIPs"), Tree.at(before, "clusterIPs"));
    if (!wasFirst.isEmpty() && !first.equals(wasFirst) && sameList) {
      spec.remove("clusterIPs");
    } else if (first.equals(wasFirst) && !sameList && Tree.at(spec, "clusterIPs").isEmpty()) {
      spec.remove("clusterIP");
    }
  }

  /** An address never changes; validation says so. */
  private static boolean changesAddress(ObjectNode spec, JsonNode before) {
    return ServiceTypes.needsClusterIp(before)
        && !Tree.text(before, "clusterIP").isEmpty()
        && !Tree.text(before, "clusterIP").equals(Tree.text(spec, "clusterIP"));
  }

  /** An update that says nothing of what was allocated keeps it. */
  private static void keepAllocated(ObjectNode spec, JsonNode before) {
    if (ServiceTypes.needsClusterIp(before) && ServiceTypes.needsClusterIp(spec)) {
      if (Tree.text(spec, "clusterIP").isEmpty() && Tree.at(spec, "clusterIPs").isEmpty()) {
        Tree.copyField(before, spec, "clusterIP");
        Tree.copyField(before, spec, "clusterIPs");
      }
      for (String field : List.of("ipFamilies", "ipFamilyPolicy")) {
        if (!Tree.has(spec, field)) {
          Tree.copyField(before, spec, field);
        }
      }
    }
    if (ServiceTypes.needsNodePorts(before) && ServiceTypes.needsNodePorts(spec)) {
      for (ObjectNode port : Tree.objects(spec, "ports")) {
        if (Tree.number(port, "nodePort") == 0) {
          Tree.objects(before, "ports").stream()
              .filter(p -> samePort(p, port))
              .findFirst()
              .ifPresent(p -> Tree.copyField(p, port, "nodePort"));
        }
      }
    }
    if (ServiceTypes.needsHealthCheck(before)
        && ServiceTypes.needsHealthCheck(spec)
        && Tree.number(spec, "healthCheckNodePort") == 0) {
      Tree.copyField(before, spec, "healthCheckNodePort");
    }
  }

  private static boolean samePort(ObjectNode one, ObjectNode other) {
    return Tree.number(one, "port") == Tree.number(other, "port")
        && Tree.text(one, "protocol").equals(Tree.text(other, "protocol"));
  }

  private void address(ObjectNode spec, String owner, List<ObjectNode> others, Errors errors) {
    if (!ServiceTypes.needsClusterIp(spec) || ServiceTypes.isHeadless(spec)) {
      return;
    }
    Set<String> taken = taken(owner, "ip/");
    for (ObjectNode other : others) {
      if (!owner(other).equals(owner)) {
        taken.addAll(Tree.texts(other, "spec", "clusterIPs"));
      }
    }
    String wished = Tree.text(spec, "clusterIP");
    if (wished.isEmpty()) {
      // The first belongs to the service `kubernetes`, which names it.
      taken.add(range.first());
      String address = range.free(taken, ThreadLocalRandom.current());
      if (address.isEmpty()) {
        errors.invalid(
            "spec.clusterIPs",
            Tree.at(spec, "clusterIPs"),
            "failed to allocate a serviceIP: range is full");
        return;
      }
      spec.put("clusterIP", address);
      spec.putArray("clusterIPs").add(address);
      hold("ip/" + address, owner);
      return;
    }
    if (!Addresses.isIpv4(wished)) {
      // Validation has the better words.
      return;
    }
    ArrayNode addresses = Tree.ensureArray(spec, "clusterIPs");
    if (addresses.isEmpty()) {
      addresses.add(wished);
    }
    if (!range.contains(wished)) {
      errors.invalid(
          "spec.clusterIPs",
          addresses,
          "failed to allocate IP "
              + wished
              + ": the provided IP ("
              + wished
              + ") is not in the valid range. The range of valid IPs is "
              + range.cidr());
    } else if (taken.contains(wished)) {
      errors.invalid(
          "spec.clusterIPs",
          addresses,
          "failed to allocate IP " + wished + ": provided IP is already allocated");
    } else {
      hold("ip/" + wished, owner);
    }
  }

  private void ports(ObjectNode spec, String owner, List<ObjectNode> others, Errors errors) {
    if (!ServiceTypes.mayHaveNodePorts(spec)) {
      return;
    }
    Set<String> taken = taken(owner, "port/");
    for (ObjectNode other : others) {
      if (!owner(other).equals(owner)) {
        for (ObjectNode port : Tree.objects(other, "spec", "ports")) {
          taken.add(Tree.text(port, "protocol") + Tree.number(port, "nodePort"));
        }
        taken.add("TCP" + Tree.number(other, "spec", "healthCheckNodePort"));
      }
    }
    List<ObjectNode> ports = Tree.objects(spec, "ports");
    for (ObjectNode port : ports) {
      if (Tree.number(port, "nodePort") != 0) {
        wishedPort(port, "spec.ports[" + ports.indexOf(port) + "].nodePort", owner, taken, errors);
      }
    }
    for (ObjectNode port : ports) {
      if (Tree.number(port, "nodePort") == 0 && ServiceTypes.needsNodePorts(spec)) {
        anyPort(port, "nodePort", Tree.text(port, "protocol"), owner, taken, errors);
      }
    }
    if (ServiceTypes.needsHealthCheck(spec) && Tree.number(spec, "healthCheckNodePort") == 0) {
      anyPort(spec, "healthCheckNodePort", "TCP", owner, taken, errors);
    }
  }

  private void wishedPort(
      ObjectNode port, String field, String owner, Set<String> taken, Errors errors) {
    long number = Tree.number(port, "nodePort");
    String key = Tree.text(port, "protocol") + number;
    if (number < FIRST_PORT || number > LAST_PORT) {
      errors.invalid(
          field,
          number,
          "provided port is not in the valid range. The range of valid ports is "
              + FIRST_PORT
              + "-"
              + LAST_PORT);
    } else if (taken.contains(key)) {
      errors.invalid(field, number, "provided port is already allocated");
    } else {
      hold("port/" + key, owner);
    }
    taken.add(key);
  }

  private void anyPort(
      ObjectNode holder,
      String field,
      String protocol,
      String owner,
      Set<String> taken,
      Errors errors) {
    int count = LAST_PORT - FIRST_PORT + 1;
    int offset = ThreadLocalRandom.current().nextInt(count - STATIC_PORTS);
    for (int i = 0; i < count; i++) {
      int index = STATIC_PORTS + offset + i;
      int number = FIRST_PORT + (index < count ? index : index - count);
      if (number <= LAST_PORT && taken.add(protocol + number)) {
        holder.put(field, number);
        hold("port/" + protocol + number, owner);
        return;
      }
    }
    errors.invalid("spec.ports", 0, "failed to allocate a nodePort: range is full");
  }

  private Set<String> taken(String owner, String prefix) {
    Set<String> taken = new HashSet<>();
    held.forEach(
        (key, holder) -> {
          if (key.startsWith(prefix) && !holder.owner().equals(owner)) {
            taken.add(key.substring(prefix.length()));
          }
        });
    return taken;
  }

  private void hold(String key, String owner) {
    held.put(key, new Held(owner, System.nanoTime() + HELD.toNanos()));
  }

  private static String owner(ObjectNode service) {
    return Tree.text(service, "metadata", "namespace")
        + "/"
        + Tree.text(service, "metadata", "name");
  }
}
