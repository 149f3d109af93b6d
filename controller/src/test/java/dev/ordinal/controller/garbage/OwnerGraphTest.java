package dev.ordinal.controller.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.client.Kinds;
import dev.ordinal.client.ObjectKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnerGraphTest {
  private final OwnerGraph graph = new OwnerGraph();

  @Test
  void aKnownOwnerMakesNothingDue() {
    assertThat(put("owner")).isEmpty();
    assertThat(put("child", "owner")).isEmpty();
    assertThat(graph.dependents("owner")).hasSize(1);
  }

  @Test
  void anUnknownOwnerIsAskedForOnceAndItsAbsenceMakesDependentsDue() {
    assertThat(put("a", "ghost")).containsExactly("DELETE ghost");
    assertThat(put("b", "ghost")).isEmpty();
    assertThat(graph.virtualOwner("ghost")).isPresent();
    assertThat(remove("ghost")).containsExactlyInAnyOrder("DELETE a", "DELETE b");
  }

  @Test
  void anOwnerThatTurnsUpIsVirtualNoMore() {
    put("a", "owner");
    put("owner");
    assertThat(graph.virtualOwner("owner")).isEmpty();
    assertThat(remove("owner")).containsExactly("DELETE a");
  }

  @Test
  void foregroundMakesOwnerAndDependentsDueAndEachLostDependentTheOwnerAgain() {
    put("owner");
    put("a", "owner");
    put("b", "owner");
    assertThat(words(graph.put(item("owner", true, List.of(Item.FOREGROUND)))))
        .containsExactlyInAnyOrder("DELETE owner", "DELETE a", "DELETE b");
    assertThat(graph.blocking("owner")).hasSize(2);
    assertThat(remove("a")).containsExactly("DELETE owner");
    assertThat(put("late", "owner")).contains("DELETE late");
    assertThat(put("b")).contains("DELETE owner");
  }

  @Test
  void orphaningComesBeforeAnythingElse() {
    put("owner");
    put("a", "owner");
    assertThat(words(graph.put(item("owner", true, List.of(Item.ORPHAN)))))
        .containsExactly("ORPHAN owner");
    assertThat(put("a")).contains("DELETE a");
    assertThat(graph.dependents("owner")).isEmpty();
  }

  private Set<String> put(String uid, String... owners) {
    return words(graph.put(item(uid, false, List.of(), owners)));
  }

  private Set<String> remove(String uid) {
    return words(graph.remove(uid));
  }

  private static Set<String> words(Set<OwnerGraph.Task> tasks) {
    return tasks.stream().map(t -> t.kind() + " " + t.uid()).collect(Collectors.toSet());
  }

  private static Item item(
      String uid, boolean deleting, List<String> finalizers, String... owners) {
    return new Item(
        Kinds.PODS.partial(),
        new ObjectKey("ns", uid),
        uid,
        "1",
        Stream.of(owners).map(o -> new Owner("v1", "Pod", o, o, true)).toList(),
        deleting,
        finalizers);
  }
}
