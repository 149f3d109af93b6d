package dev.ordinal.apiserver.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;

/** How long things took, in upstream's buckets. Safe on any thread. */
final class Histogram {

  private static final double[] BOUNDS = {
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30,
    45, 60
  };

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
  private final DoubleAdder sum = new DoubleAdder();

  void observe(double seconds) {
    int bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
      bucket++;
    }
    counts.incrementAndGet(bucket);
    sum.add(seconds);
  }

  /** Appends the lines of the Prometheus text format. */
  void write(StringBuilder out, String name, String labels) {
    long total = 0;
    for (int i = 0; i < counts.length(); i++) {
      total += counts.get(i);
      String bound = i < BOUNDS.length ? number(BOUNDS[i]) : "+Inf";
      out.append(name).append("_bucket{").append(labels).append(",le=\"").append(bound);
      out.append("\"} ").append(total).append('\n');
    }
    out.append(name).append("_sum{").append(labels).append("} ").append(sum.sum()).append('\n');
    out.append(name).append("_count{").append(labels).append("} ").append(total).append('\n');
  }

  private static String number(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
