package dev.ordinal.controller.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.endpoints.EndpointsAction.CreateEndpoints;
import dev.ordinal.controller.endpoints.EndpointsAction.CreateSlice;
import dev.ordinal.controller.endpoints.EndpointsAction.DeleteSlice;
import dev.ordinal.controller.endpoints.EndpointsAction.UpdateEndpoints;
import dev.ordinal.controller.endpoints.EndpointsAction.UpdateSlice;
import dev.ordinal.controller.testing.Samples;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndpointsPlannerTest {
  private static Service service() {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("dullahan")
        .withUid("svc")
        .addToLabels("app", "web")
        .endMetadata()
        .withNewSpec()
        .withClusterIP("None")
        .addToSelector("app", "web")
        .addNewPort()
        .withName("web")
        .withPort(80)
        .withProtocol("TCP")
        .withTargetPort(new IntOrString("web"))
        .endPort()
        .endSpec()
        .build();
  }

  private static Pod replica(String name, String address, boolean ready) {
    return new PodBuilder(Samples.running(name, "n1", address, ready))
        .editSpec()
        .withHostname(name)
        .withSubdomain("dullahan")
        .endSpec()
        .build();
  }

  private static Pod terminating(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .withDeletionTimestamp("2026-01-01T00:00:10Z")
        .endMetadata()
        .build();
  }

  private static List<EndpointsAction> plan(
      Service service, List<Pod> pods, List<EndpointSlice> slices, @Nullable Endpoints endpoints) {
    return EndpointsPlanner.plan(service, pods, slices, endpoints, 100);
  }

  private static EndpointSlice slice(List<EndpointsAction> actions) {
    return actions.stream()
        .flatMap(
            action ->
                switch (action) {
                  case CreateSlice(var slice) -> List.of(slice).stream();
                  case UpdateSlice(var slice) -> List.of(slice).stream();
                  default -> List.<EndpointSlice>of().stream();
                })
        .findFirst()
        .orElseThrow();
  }

  private static Endpoints endpoints(List<EndpointsAction> actions) {
    return actions.stream()
        .flatMap(
            action ->
                switch (action) {
                  case CreateEndpoints(var endpoints) -> List.of(endpoints).stream();
                  case UpdateEndpoints(var endpoints) -> List.of(endpoints).stream();
                  default -> List.<Endpoints>of().stream();
                })
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aReadyReplica() {
    EndpointSlice slice =
        slice(plan(service(), List.of(replica("web-0", "10.1.0.2", true)), List.of(), null));

    assertThat(slice.getMetadata().getGenerateName()).isEqualTo("dullahan-");
    assertThat(slice.getMetadata().getLabels())
        .containsEntry("kubernetes.io/service-name", "dullahan")
        .containsEntry("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
        .containsEntry("service.kubernetes.io/headless", "")
        .containsEntry("app", "web");
    assertThat(slice.getPorts())
        .singleElement()
        .hasToString(
            "EndpointPort(appProtocol=null, name=web, port=80, protocol=TCP, additionalProperties={})");
    Endpoint endpoint = slice.getEndpoints().getFirst();
    assertThat(endpoint.getAddresses()).containsExactly("10.1.0.2");
    assertThat(endpoint.getHostname()).isEqualTo("web-0");
    assertThat(endpoint.getNodeName()).isEqualTo("n1");
    assertThat(endpoint.getTargetRef().getUid()).isEqualTo("uid-web-0");
    assertThat(endpoint.getConditions().getReady()).isTrue();
    assertThat(endpoint.getConditions().getTerminating()).isFalse();
  }

  @Test
  void hostnameOnlyUnderItsOwnService() {
    Service other =
        new ServiceBuilder(service()).editMetadata().withName("other").endMetadata().build();

    assertThat(
            slice(plan(other, List.of(replica("web-0", "10.1.0.2", true)), List.of(), null))
                .getEndpoints()
                .getFirst()
                .getHostname())
        .isNull();
  }

  @Test
  void readyServingTerminating() {
    Pod ready = replica("web-0", "10.1.0.2", true);
    Pod starting = replica("web-1", "10.1.0.3", false);
    Pod going = terminating(replica("web-2", "10.1.0.4", true));
    List<Pod> pods = List.of(ready, starting, going);

    List<EndpointsAction> actions = plan(service(), pods, List.of(), null);
    assertThat(slice(actions).getEndpoints())
        .extracting(e -> e.getConditions().getReady())
        .containsExactly(true, false, false);
    assertThat(slice(actions).getEndpoints())
        .extracting(e -> e.getConditions().getServing())
        .containsExactly(true, false, true);
    var subset = endpoints(actions).getSubsets().getFirst();
    assertThat(subset.getAddresses())
        .extracting(EndpointAddress::getIp)
        .containsExactly("10.1.0.2");
    assertThat(subset.getNotReadyAddresses())
        .extracting(EndpointAddress::getIp)
        .containsExactly("10.1.0.3");

    Service published =
        new ServiceBuilder(service())
            .editSpec()
            .withPublishNotReadyAddresses(true)
            .endSpec()
            .build();
    List<EndpointsAction> all = plan(published, pods, List.of(), null);
    assertThat(slice(all).getEndpoints()).allMatch(e -> e.getConditions().getReady());
    assertThat(endpoints(all).getSubsets().getFirst().getAddresses()).hasSize(3);
  }

  @Test
  void nothingChangesWhenNothingChanged() {
    List<Pod> pods = List.of(replica("web-0", "10.1.0.2", true));
    List<EndpointsAction> first = plan(service(), pods, List.of(), null);

    assertThat(plan(service(), pods, List.of(slice(first)), endpoints(first))).isEmpty();
  }

  @Test
  void endpointsKeepTheirPlace() {
    List<Pod> pods =
        new ArrayList<>(
            List.of(replica("web-0", "10.1.0.2", true), replica("web-1", "10.1.0.3", true)));
    EndpointSlice before = slice(plan(service(), pods, List.of(), null));
    pods.removeFirst();
    pods.add(replica("web-2", "10.1.0.4", true));

    assertThat(slice(plan(service(), pods, List.of(before), null)).getEndpoints())
        .extracting(e -> e.getTargetRef().getName())
        .containsExactly("web-1", "web-2");
  }

  @Test
  void noPodsLeaveAnEmptySlice() {
    List<EndpointsAction> actions = plan(service(), List.of(), List.of(), null);
    assertThat(slice(actions).getEndpoints()).isEmpty();
    assertThat(endpoints(actions).getSubsets()).isEmpty();

    EndpointSlice full =
        slice(plan(service(), List.of(replica("web-0", "10.1.0.2", true)), List.of(), null));
    assertThat(plan(service(), List.of(), List.of(full), endpoints(actions)))
        .singleElement()
        .isInstanceOf(UpdateSlice.class);
  }

  @Test
  void podsWithoutAddressAndEndedOnesAreLeftOut() {
    Pod ended =
        new PodBuilder(replica("web-0", "10.1.0.2", true))
            .editStatus()
            .withPhase("Failed")
            .endStatus()
            .build();

    assertThat(
            slice(plan(service(), List.of(ended, Samples.pod("web-1").build()), List.of(), null))
                .getEndpoints())
        .isEmpty();
  }

  @Test
  void manyPodsNeedManySlices() {
    List<Pod> pods =
        IntStream.range(0, 250)
            .mapToObj(i -> replica("web-" + i, "10.1." + i / 200 + "." + i % 200, true))
            .toList();

    List<EndpointSlice> slices = new ArrayList<>();
    for (EndpointsAction action : plan(service(), pods, List.of(), null)) {
      if (action instanceof CreateSlice(var slice)) {
        slice.getMetadata().setName("s" + slices.size());
        slices.add(slice);
      }
    }
    assertThat(slices).extracting(s -> s.getEndpoints().size()).containsExactly(100, 100, 50);

    assertThat(plan(service(), List.of(pods.getFirst()), slices, null))
        .filteredOn(DeleteSlice.class::isInstance)
        .hasSize(2);
  }

  @Test
  void aHeadlessServiceWithoutPorts() {
    Service bare = new ServiceBuilder(service()).editSpec().withPorts(List.of()).endSpec().build();

    List<EndpointsAction> actions =
        plan(bare, List.of(replica("web-0", "10.1.0.2", true)), List.of(), null);
    assertThat(slice(actions).getEndpoints()).hasSize(1);
    assertThat(endpoints(actions).getSubsets()).hasSize(1);
  }
}
