package dev.ordinal.apiserver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** {@code /version} and the health endpoints. */
final class ServerInfo {

  /** The release whose behaviour is served. */
  static final String GIT_VERSION = "v1.36.4";

  private static final Set<String> HEALTH = Set.of("healthz", "livez", "readyz");

  private final Map<String, BooleanSupplier> checks;

  ServerInfo(Map<String, BooleanSupplier> checks) {
    this.checks = Map.copyOf(checks);
  }

  static boolean servesVersion(ApiRequest request) {
    return request.path().equals("/version") || request.path().equals("/version/");
  }

  static boolean servesHealth(ApiRequest request) {
    List<String> parts = List.of(request.path().split("/", -1));
    return parts.size() >= 2 && HEALTH.contains(parts.get(1));
  }

  ApiResponse version(ApiRequest request) {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    info.put("major", "1")
        .put("minor", "36")
        .put("emulationMajor", "1")
        .put("emulationMinor", "36")
        .put("minCompatibilityMajor", "1")
        .put("minCompatibilityMinor", "35")
        .put("gitVersion", GIT_VERSION)
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "2026-01-01T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "javac " + Runtime.version().feature())
        .put("platform", platform());
    return ApiResponse.json(200, info.toPrettyString().getBytes(StandardCharsets.UTF_8));
  }

  private static String platform() {
    String arch = System.getProperty("os.arch", "");
    return "linux/" + (arch.equals("aarch64") ? "arm64" : arch);
  }

  ApiResponse health(ApiRequest request) {
    List<String> parts = List.of(request.path().split("/", -1));
    String endpoint = parts.get(1);
    if (parts.size() > 2 && !parts.get(2).isEmpty()) {
      BooleanSupplier check = checks.get(parts.get(2));
      if (check == null) {
        return dev.ordinal.apiserver.discovery.DiscoveryHandler.notFound();
      }
      return check.getAsBoolean()
          ? ApiResponse.text(200, "ok")
          : ApiResponse.text(500, "internal server error: " + parts.get(2) + " failed\n");
    }
    List<String> excluded = request.query().all("exclude");
    StringBuilder lines = new StringBuilder();
    boolean healthy = true;
    for (String name : new TreeSet<>(checks.keySet())) {
      if (excluded.contains(name)) {
        lines.append("[+]").append(name).append(" excluded: ok\n");
        continue;
      }
      BooleanSupplier check = checks.get(name);
      boolean ok = check != null && check.getAsBoolean();
      healthy &= ok;
      lines
          .append(ok ? "[+]" : "[-]")
          .append(name)
          .append(ok ? " ok\n" : " failed: reason withheld\n");
    }
    if (!healthy) {
      return ApiResponse.text(500, lines + endpoint + " check failed\n");
    }
    return ApiResponse.text(
        200, request.query().has("verbose") ? lines + endpoint + " check passed\n" : "ok");
  }
}
