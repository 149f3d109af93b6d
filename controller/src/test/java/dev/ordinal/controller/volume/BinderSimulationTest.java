package dev.ordinal.controller.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.client.EventRecorder;
import dev.ordinal.controller.model.Storage;
import dev.ordinal.controller.testing.Samples;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Claims and volumes appear and go while the binder works from caches that lag and is broken off
 * between any two steps: no volume ever gets two claims, no completed binding changes, and in the
 * end as many claims are bound as there are volumes for.
 */
class BinderSimulationTest {
  /** A write met a newer version, as the server would answer. */
  private static final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Map<String, PersistentVolume> volumes = new TreeMap<>();
  private final Map<String, PersistentVolumeClaim> claims = new TreeMap<>();
  private final Map<String, PersistentVolume> seenVolumes = new TreeMap<>();
  private final Map<String, PersistentVolumeClaim> seenClaims = new TreeMap<>();
  private final Map<String, String> bindings = new HashMap<>();
  private int version = 1;
  private int names;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void neverTwoClaimsOnOneVolume(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 600; step++) {
      switch (random.nextInt(8)) {
        case 0 -> addClaim(random);
        case 1 -> addVolume(random);
        case 2 -> deleteClaim(random);
        case 3, 4 -> see(random);
        default -> workOnOne(random);
      }
      check();
    }
    converge();
    check();
    long open = claims.values().stream().filter(claim -> !Storage.isBound(claim)).count();
    long free = volumes.values().stream().filter(v -> v.getSpec().getClaimRef() == null).count();
    assertThat(Math.min(open, free)).as("claims and volumes that did not meet").isZero();
    assertThat(bindings).hasSizeGreaterThan(20);
  }

  private void addClaim(Random random) {
    String name = "c" + random.nextInt(40);
    if (!claims.containsKey(name)) {
      PersistentVolumeClaim claim = Samples.claim(name, "manual", "1Gi");
      claim.getMetadata().setUid("uid-" + ++names);
      claims.put(name, written(claim));
    }
  }

  private void addVolume(Random random) {
    String name = "v" + ++names;
    volumes.put(name, written(Samples.volume(name, "manual", (1 + random.nextInt(5)) + "Gi")));
  }

  private void deleteClaim(Random random) {
    if (!claims.isEmpty() && random.nextInt(3) == 0) {
      claims.remove(List.copyOf(claims.keySet()).get(random.nextInt(claims.size())));
    }
  }

  /** The caches see the server's state of some objects. */
  private void see(Random random) {
    for (String name : Set.copyOf(seenClaims.keySet())) {
      if (!claims.containsKey(name) && random.nextBoolean()) {
        seenClaims.remove(name);
      }
    }
    claims.forEach((name, claim) -> maybe(random, () -> seenClaims.put(name, claim)));
    volumes.forEach((name, volume) -> maybe(random, () -> seenVolumes.put(name, volume)));
  }

  private static void maybe(Random random, Runnable action) {
    if (random.nextBoolean()) {
      action.run();
    }
  }

  private void workOnOne(Random random) {
    int broken = random.nextInt(4);
    if (random.nextBoolean() && !seenClaims.isEmpty()) {
      claimPass(pick(random, seenClaims), broken);
    } else if (!seenVolumes.isEmpty()) {
      volumePass(pick(random, seenVolumes), broken);
    }
  }

  private static <T> T pick(Random random, Map<String, T> from) {
    return List.copyOf(from.values()).get(random.nextInt(from.size()));
  }

  private void claimPass(PersistentVolumeClaim claim, int steps) {
    run(new ClaimPlanner(seenVolumes.values(), List.of(), Set.of()).plan(claim), steps);
  }

  private void volumePass(PersistentVolume volume, int steps) {
    PersistentVolumeClaim claim =
        volume.getSpec().getClaimRef() == null
            ? null
            : claims.get(volume.getSpec().getClaimRef().getName());
    boolean same = claim != null && Storage.isFor(volume, claim);
    run(VolumePlanner.plan(volume, same ? claim : null), steps);
  }

  private void converge() {
    for (int i = 0; i < 100; i++) {
      seenClaims.clear();
      seenClaims.putAll(claims);
      seenVolumes.clear();
      seenVolumes.putAll(volumes);
      List.copyOf(seenVolumes.values()).forEach(volume -> volumePass(volume, 9));
      List.copyOf(seenClaims.values()).forEach(claim -> claimPass(claim, 9));
    }
  }

  private void run(List<VolumeAction> actions, int steps) {
    try {
      actions.stream().limit(steps).forEach(this::take);
    } catch (Conflict e) {
      // As in the real loop: the pass ends here and is tried again.
      assertThat(e).isNotNull();
    }
  }

  private void take(VolumeAction action) {
    switch (action) {
      case VolumeAction.Reserve(var read, var claim, boolean byController) -> {
        PersistentVolumeBuilder edit = new PersistentVolumeBuilder(unchanged(read));
        edit.editSpec().withClaimRef(EventRecorder.reference(claim)).endSpec();
        if (byController) {
          edit.editMetadata().addToAnnotations(Storage.BOUND_BY_CONTROLLER, "yes").endMetadata();
        }
        put(edit.build());
      }
      case VolumeAction.SetVolumePhase(var read, String phase, String message) -> {
        PersistentVolume now = volumes.get(read.getMetadata().getName());
        put(new PersistentVolumeBuilder(now).editStatus().withPhase(phase).endStatus().build());
      }
      case VolumeAction.Release(var read, boolean keepName) -> {
        PersistentVolumeBuilder edit = new PersistentVolumeBuilder(unchanged(read));
        if (keepName) {
          edit.editSpec().editClaimRef().withUid(null).endClaimRef().endSpec();
        } else {
          edit.editSpec().withClaimRef(null).endSpec();
        }
        put(edit.build());
      }
      case VolumeAction.Complete(var claim, String volume, boolean byController) ->
          claims.put(
              claim.getMetadata().getName(),
              written(
                  new PersistentVolumeClaimBuilder(same(claim))
                      .editMetadata()
                      .addToAnnotations(Storage.BIND_COMPLETED, "yes")
                      .endMetadata()
                      .editSpec()
                      .withVolumeName(volume)
                      .endSpec()
                      .build()));
      case VolumeAction.SetClaimStatus(var claim, var status) ->
          claims.put(
              claim.getMetadata().getName(),
              written(new PersistentVolumeClaimBuilder(same(claim)).withStatus(status).build()));
      case VolumeAction.Tell tell -> assertThat(tell.reason()).isNotEmpty();
      case VolumeAction.AssignClass assign -> throw new AssertionError(assign);
      case VolumeAction.RequestVolume request -> throw new AssertionError(request);
    }
  }

  private PersistentVolume unchanged(PersistentVolume read) {
    PersistentVolume now = volumes.get(read.getMetadata().getName());
    if (now == null
        || !now.getMetadata()
            .getResourceVersion()
            .equals(read.getMetadata().getResourceVersion())) {
      throw new Conflict();
    }
    return now;
  }

  private PersistentVolumeClaim same(PersistentVolumeClaim read) {
    PersistentVolumeClaim now = claims.get(read.getMetadata().getName());
    if (now == null || !now.getMetadata().getUid().equals(read.getMetadata().getUid())) {
      throw new Conflict();
    }
    return now;
  }

  private void put(PersistentVolume volume) {
    volumes.put(volume.getMetadata().getName(), written(volume));
  }

  private <T extends HasMetadata> T written(T object) {
    object.getMetadata().setResourceVersion(Integer.toString(++version));
    return object;
  }

  private void check() {
    Map<String, List<PersistentVolumeClaim>> byVolume =
        claims.values().stream()
            .filter(Storage::isBound)
            .collect(Collectors.groupingBy(Storage::volumeName));
    byVolume.forEach(
        (volume, bound) -> {
          assertThat(bound).as("claims of " + volume).hasSize(1);
          String uid = bound.getFirst().getMetadata().getUid();
          assertThat(Objects.requireNonNull(volumes.get(volume)).getSpec().getClaimRef().getUid())
              .isEqualTo(uid);
          assertThat(bindings.merge(uid, volume, (before, now) -> before)).isEqualTo(volume);
        });
  }
}
