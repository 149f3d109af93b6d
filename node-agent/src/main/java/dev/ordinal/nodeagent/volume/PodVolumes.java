package dev.ordinal.nodeagent.volume;

import dev.ordinal.nodeagent.api.ClusterApi;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The volumes of one pod: made once, refreshed when what they show has changed.
 *
 * <p>Threads: the pod's worker only. Errors: {@link VolumeFailure} with upstream's words.
 */
public final class PodVolumes implements AutoCloseable {

  private static final int DEFAULT_MODE = 0644;

  private final TokenSource tokens;
  private final Map<String, Path> places = new LinkedHashMap<>();
  private final Set<String> watched = new HashSet<>();
  private final List<ClusterApi.Subscription> subscriptions = new ArrayList<>();
  private final Runnable changed;

  /**
   * For one pod.
   *
   * @param changed called on any thread when a refresh may show something new
   */
  public PodVolumes(Clock clock, Runnable changed) {
    this.tokens = new TokenSource(clock);
    this.changed = changed;
  }

  /** Makes or refreshes every volume; what is there already stays as it is. */
  public void prepare(VolumeContext context) {
    for (Volume volume : context.pod().getSpec().getVolumes()) {
      try {
        prepare(context, volume);
      } catch (VolumeFailure e) {
        throw new VolumeFailure(
            "MountVolume.SetUp failed for volume \"" + volume.getName() + "\" : " + e.getMessage(),
            e);
      }
    }
  }

  /** Where each volume is, by its name in the pod. */
  public Map<String, Path> places() {
    return Map.copyOf(places);
  }

  /** When a refresh is due even if nothing changes: a token grows old. */
  public Optional<Instant> nextRefresh() {
    return tokens.nextRenewal();
  }

  private void prepare(VolumeContext context, Volume volume) {
    String name = volume.getName();
    if (isFilledByApi(volume)) {
      Payload payload = payload(context, volume);
      Path place = context.place(pluginOf(volume), name);
      if (new AtomicWriter(place).write(payload)) {
        Ownership.apply(context.pod(), place);
      }
      places.put(name, place);
      return;
    }
    if (!places.containsKey(name)) {
      Path place = directory(context, volume);
      places.put(name, place);
    }
  }

  private static boolean isFilledByApi(Volume volume) {
    return volume.getConfigMap() != null
        || volume.getSecret() != null
        || volume.getDownwardAPI() != null
        || volume.getProjected() != null;
  }

  private static String pluginOf(Volume volume) {
    if (volume.getConfigMap() != null) {
      return "configmap";
    }
    if (volume.getSecret() != null) {
      return "secret";
    }
    return volume.getDownwardAPI() != null ? "downward-api" : "projected";
  }

  private Path directory(VolumeContext context, Volume volume) {
    if (volume.getEmptyDir() != null) {
      return emptyDirectory(context, volume.getName());
    }
    if (volume.getHostPath() != null) {
      return HostPaths.prepare(volume.getHostPath().getPath(), volume.getHostPath().getType());
    }
    if (volume.getPersistentVolumeClaim() != null) {
      Path claim = ClaimVolumes.prepare(context, volume.getPersistentVolumeClaim().getClaimName());
      Ownership.apply(context.pod(), claim);
      return claim;
    }
    throw new VolumeFailure("no volume plugin matched: this kind of volume is not served");
  }

  private static Path emptyDirectory(VolumeContext context, String name) {
    Path place = context.place("empty-dir", name);
    try {
      if (!Files.isDirectory(place)) {
        Files.createDirectories(place);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
        Ownership.apply(context.pod(), place);
      }
      return place;
    } catch (IOException e) {
      throw new VolumeFailure(e.toString(), e);
    }
  }

  private Payload payload(VolumeContext context, Volume volume) {
    ApiPayloads payloads = new ApiPayloads(context);
    if (volume.getConfigMap() != null) {
      ConfigMapVolumeSource source = volume.getConfigMap();
      watch(context, "ConfigMap", source.getName());
      return payloads.configMap(
          source.getName(),
          source.getItems(),
          mode(source.getDefaultMode()),
          isTrue(source.getOptional()));
    }
    if (volume.getSecret() != null) {
      SecretVolumeSource source = volume.getSecret();
      watch(context, "Secret", source.getSecretName());
      return payloads.secret(
          source.getSecretName(),
          source.getItems(),
          mode(source.getDefaultMode()),
          isTrue(source.getOptional()));
    }
    if (volume.getDownwardAPI() != null) {
      return payloads.downward(
          volume.getDownwardAPI().getItems(), mode(volume.getDownwardAPI().getDefaultMode()));
    }
    return projected(context, payloads, volume.getProjected());
  }

  private Payload projected(
      VolumeContext context, ApiPayloads payloads, ProjectedVolumeSource projected) {
    int mode = mode(projected.getDefaultMode());
    Payload all = new Payload();
    for (VolumeProjection source : projected.getSources()) {
      if (source.getServiceAccountToken() != null) {
        ServiceAccountTokenProjection token = source.getServiceAccountToken();
        String text = tokens.token(context, token.getAudience(), token.getExpirationSeconds());
        all.add(token.getPath(), text.getBytes(StandardCharsets.UTF_8), mode);
      }
      if (source.getConfigMap() != null) {
        var map = source.getConfigMap();
        watch(context, "ConfigMap", map.getName());
        all.addAll(
            payloads.configMap(map.getName(), map.getItems(), mode, isTrue(map.getOptional())));
      }
      if (source.getSecret() != null) {
        var secret = source.getSecret();
        watch(context, "Secret", secret.getName());
        all.addAll(
            payloads.secret(
                secret.getName(), secret.getItems(), mode, isTrue(secret.getOptional())));
      }
      if (source.getDownwardAPI() != null) {
        all.addAll(payloads.downward(source.getDownwardAPI().getItems(), mode));
      }
    }
    return all;
  }

  private void watch(VolumeContext context, String kind, String name) {
    if (watched.add(kind + "/" + name)) {
      subscriptions.add(context.api().watch(kind, context.namespace(), name, changed));
    }
  }

  private static int mode(@Nullable Integer mode) {
    return mode == null ? DEFAULT_MODE : mode;
  }

  private static boolean isTrue(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  /** Ends the watches; the directories stay. */
  @Override
  public void close() {
    subscriptions.forEach(ClusterApi.Subscription::close);
    subscriptions.clear();
    watched.clear();
  }
}
