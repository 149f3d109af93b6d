package dev.ordinal.e2e.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.KubeConfig;
import dev.ordinal.client.ListOptions;
import dev.ordinal.client.Watch;
import dev.ordinal.client.WatchEvent;
import dev.ordinal.e2e.support.Await;
import dev.ordinal.e2e.support.TestCluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Measures how long the book's set takes from {@code kubectl apply} to 3/3, as a watch of the set
 * sees it, kubectl's own start included; and how long {@code ordinal up} takes with everything
 * built. Prints one line per round and the medians.
 *
 * <p>Run it with {@code ./ordinal test benchmark}.
 */
@SuppressWarnings("SystemOut") // a program that prints is what this is
public final class ReadyBenchmark {

  private static final int ROUNDS = 7;

  private ReadyBenchmark() {}

  /** Runs all rounds on one cluster. */
  public static void main(String[] arguments) throws Exception {
    try (TestCluster cluster = TestCluster.prepared()) {
      // Once to write what the first start leaves for the later ones: certificates and class
      // archives.
      cluster.ordinal("up").ok();
      cluster.ordinal("down").ok();
      List<Double> starts = new ArrayList<>();
      for (int round = 1; round <= 3; round++) {
        starts.add(seconds(() -> cluster.ordinal("up").ok()));
        print("ordinal up", starts.getLast());
        if (round < 3) {
          cluster.ordinal("down").ok();
        }
      }
      List<Double> sets = new ArrayList<>();
      try (KubeClient client = new KubeClient(KubeConfig.load(cluster.kubeconfig()), "benchmark")) {
        for (int round = 1; round <= ROUNDS; round++) {
          sets.add(applyUntilReady(cluster, client));
          print("apply to 3/3", sets.getLast());
          remove(cluster);
        }
      }
      System.out.println("-- medians");
      print("ordinal up", median(starts));
      print("apply to 3/3", median(sets));
    }
  }

  private static double applyUntilReady(TestCluster cluster, KubeClient client) throws Exception {
    String from =
        client.list(Kinds.STATEFUL_SETS.raw(), "default", ListOptions.all()).resourceVersion();
    try (Watch<ObjectNode> watch =
        client.watch(Kinds.STATEFUL_SETS.raw(), "default", ListOptions.all(), from, 120)) {
      return seconds(
          () -> {
            cluster.kubectl("apply", "-f", cluster.example("tkb-sts.yaml")).ok();
            WatchEvent<ObjectNode> event = watch.next();
            while (event != null && event.object().at("/status/readyReplicas").asInt() < 3) {
              event = watch.next();
            }
          });
    }
  }

  private static void remove(TestCluster cluster) {
    cluster.kubectl("delete", "-f", cluster.example("tkb-sts.yaml")).ok();
    cluster.kubectl("delete", "pvc", "--all").ok();
    Await.until(
        "everything is gone",
        () -> cluster.kubectl("get", "pods,pvc,pv", "-o", "name").ok().text(),
        String::isEmpty);
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static void print(String what, double seconds) {
    System.out.println(String.format(Locale.ROOT, "%-14s %7.3f s", what, seconds));
  }
}
