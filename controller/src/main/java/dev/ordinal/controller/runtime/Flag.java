package dev.ordinal.controller.runtime;

import java.util.Optional;

/** Every setting of the controllers: upstream's flag name and default, one line each. */
public enum Flag {
  CONCURRENT_STATEFULSET_SYNCS("concurrent-statefulset-syncs", "5"),
  CONCURRENT_GC_SYNCS("concurrent-gc-syncs", "20"),
  CONCURRENT_ENDPOINT_SYNCS("concurrent-endpoint-syncs", "5"),
  CONCURRENT_SERVICE_ENDPOINT_SYNCS("concurrent-service-endpoint-syncs", "5"),
  CONCURRENT_NAMESPACE_SYNCS("concurrent-namespace-syncs", "10"),
  NAMESPACE_SYNC_PERIOD("namespace-sync-period", "5m0s"),
  MAX_ENDPOINTS_PER_SLICE("max-endpoints-per-slice", "100"),
  NODE_MONITOR_PERIOD("node-monitor-period", "5s"),
  NODE_MONITOR_GRACE_PERIOD("node-monitor-grace-period", "50s"),
  NODE_STARTUP_GRACE_PERIOD("node-startup-grace-period", "1m0s"),
  NODE_EVICTION_RATE("node-eviction-rate", "0.1"),
  PVCLAIMBINDER_SYNC_PERIOD("pvclaimbinder-sync-period", "15s"),
  TERMINATED_POD_GC_THRESHOLD("terminated-pod-gc-threshold", "12500"),
  ROOT_CA_FILE("root-ca-file", ""),
  CLUSTER_NAME("cluster-name", "kubernetes");

  private final String text;
  private final String defaultValue;

  Flag(String text, String defaultValue) {
    this.text = text;
    this.defaultValue = defaultValue;
  }

  /** The name without dashes in front. */
  public String text() {
    return text;
  }

  public String defaultValue() {
    return defaultValue;
  }

  /** The flag of a name. */
  public static Optional<Flag> of(String text) {
    for (Flag flag : values()) {
      if (flag.text.equals(text)) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }
}
