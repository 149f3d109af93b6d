package dev.ordinal.apiserver.kind.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceAllocationTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final ServiceAllocation allocation = new ServiceAllocation("10.96.0.0/24");
  private final List<ObjectNode> stored = new ArrayList<>();

  @Test
  void givesEachServiceAnAddressUntilNoneIsLeft() {
    Set<String> addresses = new HashSet<>();
    for (int i = 0; i < 253; i++) {
      ObjectNode service = service("s" + i, "{type: ClusterIP, ports: [{port: 80}]}");
      assertThat(create(service)).isEmpty();
      addresses.add(Tree.text(service, "spec", "clusterIP"));
      stored.add(service);
    }
    assertThat(addresses).hasSize(253).doesNotContain("10.96.0.0", "10.96.0.1", "10.96.0.255");
    assertThat(create(service("more", "{type: ClusterIP}")))
        .containsExactly(
            "spec.clusterIPs: Invalid value: null: failed to allocate a serviceIP: range is full");
  }

  @Test
  void fillsInTheFamilies() {
    ObjectNode service = service("s", "{type: ClusterIP, ports: [{port: 80}]}");
    create(service);
    assertThat(Tree.text(service, "spec", "ipFamilyPolicy")).isEqualTo("SingleStack");
    assertThat(Tree.texts(service, "spec", "ipFamilies")).containsExactly("IPv4");
    assertThat(Tree.texts(service, "spec", "clusterIPs"))
        .containsExactly(Tree.text(service, "spec", "clusterIP"));
  }

  @Test
  void headlessServicesGetNoAddress() {
    ObjectNode service = service("s", "{type: ClusterIP, clusterIP: None, selector: {a: b}}");
    assertThat(create(service)).isEmpty();
    assertThat(service.path("spec").toString())
        .isEqualTo(
            "{\"type\":\"ClusterIP\",\"clusterIP\":\"None\",\"selector\":{\"a\":\"b\"},"
                + "\"clusterIPs\":[\"None\"],\"ipFamilyPolicy\":\"SingleStack\",\"ipFamilies\":[\"IPv4\"]}");

    ObjectNode withoutPods = service("t", "{type: ClusterIP, clusterIP: None}");
    create(withoutPods);
    assertThat(Tree.text(withoutPods, "spec", "ipFamilyPolicy")).isEqualTo("RequireDualStack");
    assertThat(Tree.texts(withoutPods, "spec", "ipFamilies")).containsExactly("IPv4", "IPv6");
  }

  @Test
  void aWishIsChecked() {
    ObjectNode taken = service("a", "{type: ClusterIP, clusterIP: 10.96.0.10}");
    assertThat(create(taken)).isEmpty();
    stored.add(taken);
    assertThat(create(service("b", "{type: ClusterIP, clusterIP: 10.96.0.10}")))
        .containsExactly(
            "spec.clusterIPs: Invalid value: [\"10.96.0.10\"]: failed to allocate IP 10.96.0.10:"
                + " provided IP is already allocated");
    assertThat(create(service("b", "{type: ClusterIP, clusterIP: 10.97.0.10}")))
        .containsExactly(
            "spec.clusterIPs: Invalid value: [\"10.97.0.10\"]: failed to allocate IP 10.97.0.10: the"
                + " provided IP (10.97.0.10) is not in the valid range. The range of valid IPs is"
                + " 10.96.0.0/24");
  }

  @Test
  void whatIsNotStoredYetIsTakenToo() {
    assertThat(create(service("a", "{type: ClusterIP, clusterIP: 10.96.0.10}"))).isEmpty();
    assertThat(create(service("b", "{type: ClusterIP, clusterIP: 10.96.0.10}"))).hasSize(1);
    // The same service may try again after its first attempt failed.
    assertThat(create(service("a", "{type: ClusterIP, clusterIP: 10.96.0.10}"))).isEmpty();
  }

  @Test
  void nodePorts() {
    ObjectNode service =
        service(
            "a",
            "{type: NodePort, ports: [{port: 80, protocol: TCP, nodePort: 30080}, {port: 81, protocol:"
                + " TCP}]}");
    assertThat(create(service)).isEmpty();
    long given = Tree.number(Tree.at(service, "spec", "ports").path(1), "nodePort");
    assertThat(given).isBetween(30000L, 32767L).isNotEqualTo(30080L);
    stored.add(service);
    assertThat(
            create(
                service(
                    "b",
                    "{type: NodePort, ports: [{port: 80, protocol: TCP, nodePort: 30080}, {port: 81,"
                        + " protocol: TCP, nodePort: 80}]}")))
        .containsExactly(
            "spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated",
            "spec.ports[1].nodePort: Invalid value: 80: provided port is not in the valid range. The"
                + " range of valid ports is 30000-32767");
  }

  @Test
  void anUpdateThatSaysNothingKeepsWhatWasGiven() {
    ObjectNode old =
        service(
            "a", "{type: NodePort, ports: [{port: 80, protocol: TCP}, {port: 81, protocol: TCP}]}");
    create(old);
    stored.add(old);
    ObjectNode now =
        service(
            "a", "{type: NodePort, ports: [{port: 81, protocol: TCP}, {port: 80, protocol: TCP}]}");
    assertThat(allocation.allocate(now, old, stored)).isEmpty();
    assertThat(Tree.text(now, "spec", "clusterIP")).isEqualTo(Tree.text(old, "spec", "clusterIP"));
    assertThat(Tree.at(now, "spec", "ports").path(1))
        .isEqualTo(Tree.at(old, "spec", "ports").path(0));
  }

  @Test
  void theListFollowsTheFirstAddress() {
    ObjectNode old = service("a", "{type: ClusterIP, ports: [{port: 80}]}");
    create(old);
    stored.add(old);
    ObjectNode now = old.deepCopy();
    Tree.ensureObject(now, "spec").put("clusterIP", "10.96.0.77");
    assertThat(allocation.allocate(now, old, stored)).isEmpty();
    assertThat(Tree.texts(now, "spec", "clusterIPs")).containsExactly("10.96.0.77");

    ObjectNode cleared = old.deepCopy();
    Tree.ensureObject(cleared, "spec").remove("clusterIP");
    allocation.allocate(cleared, old, stored);
    assertThat(Tree.at(cleared, "spec", "clusterIPs"))
        .isEqualTo(Tree.at(old, "spec", "clusterIPs"));
  }

  @Test
  void aBadRangeIsRefused() {
    assertThatThrownBy(() -> new ServiceAllocation("10.96.0.0"))
        .hasMessage("invalid CIDR address: 10.96.0.0");
    assertThat(allocation.firstAddress()).isEqualTo("10.96.0.1");
  }

  private List<String> create(ObjectNode service) {
    return allocation.allocate(service, JsonNodeFactory.instance.objectNode(), stored).stream()
        .map(Object::toString)
        .toList();
  }

  private static ObjectNode service(String name, String spec) {
    try {
      return (ObjectNode)
          YAML.readTree("{metadata: {namespace: default, name: " + name + "}, spec: " + spec + "}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
