package dev.ordinal.nodeagent.volume;

import dev.ordinal.nodeagent.api.ServiceToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service account tokens of one pod: kept until four fifths of their life have passed.
 *
 * <p>Threads: the pod's worker only.
 */
final class TokenSource {

  private final Clock clock;
  private final Map<Request, Held> held = new HashMap<>();

  /** What a volume asks for. */
  private record Request(String audience, long seconds) {}

  /** A token and when to replace it. */
  private record Held(String token, Instant renewAt) {}

  TokenSource(Clock clock) {
    this.clock = clock;
  }

  String token(VolumeContext context, @Nullable String audience, @Nullable Long expirationSeconds) {
    Request request =
        new Request(
            audience == null ? "" : audience, expirationSeconds == null ? 3600 : expirationSeconds);
    Instant now = clock.instant();
    Held known = held.get(request);
    if (known != null && now.isBefore(known.renewAt())) {
      return known.token();
    }
    List<String> audiences = request.audience().isEmpty() ? List.of() : List.of(request.audience());
    ServiceToken fresh =
        context
            .api()
            .serviceAccountToken(
                context.pod(), serviceAccount(context), audiences, request.seconds());
    Duration life = Duration.between(now, fresh.expiresAt());
    Instant renewAt = now.plus(life.multipliedBy(4).dividedBy(5));
    held.put(request, new Held(fresh.token(), renewAt));
    return fresh.token();
  }

  /** When the first of them is to be replaced. */
  Optional<Instant> nextRenewal() {
    return held.values().stream().map(Held::renewAt).min(Instant::compareTo);
  }

  private static String serviceAccount(VolumeContext context) {
    String name = context.pod().getSpec().getServiceAccountName();
    return name == null || name.isEmpty() ? "default" : name;
  }
}
