package dev.ordinal.nodeagent.process;

import dev.ordinal.nodeagent.network.PodAddresses;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import dev.ordinal.nodeagent.runtime.SandboxSpec;
import dev.ordinal.nodeagent.supervised.Places;
import dev.ordinal.nodeagent.supervised.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What stands for the namespaces of a pod: a record and an address on the loopback. */
final class PlainPods {

  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private final Places places;
  private final PodAddresses addresses;
  private final String boot;

  PlainPods(Places places, PodAddresses addresses) throws IOException {
    this.places = places;
    this.addresses = addresses;
    this.boot = Files.readString(BOOT).strip();
  }

  Optional<Records.Sandbox> find(String podUid) {
    try {
      return Records.read(places.sandboxRecord(podUid), Records.Sandbox.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether its processes can still be there: not after a stop or a restart of the machine. */
  boolean isRunning(Records.Sandbox sandbox) {
    try {
      Path file = bootFile(sandbox.podUid());
      return !sandbox.stopped() && Files.exists(file) && Files.readString(file).equals(boot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path bootFile(String podUid) {
    return places.sandbox(podUid).resolve("boot");
  }

  /** What is there, else a new record with an address. */
  Records.Sandbox run(SandboxSpec spec) {
    Optional<Records.Sandbox> there = find(spec.podUid()).filter(this::isRunning);
    if (there.isPresent()) {
      return there.get();
    }
    try {
      Files.createDirectories(places.sandbox(spec.podUid()));
      Files.writeString(bootFile(spec.podUid()), boot);
      Records.Sandbox record =
          new Records.Sandbox(
              spec.podUid(),
              spec.namespace(),
              spec.name(),
              spec.hostname(),
              spec.hostNetwork(),
              spec.shareProcesses(),
              spec.sysctls(),
              addresses.allocate(spec.podUid()),
              System.currentTimeMillis(),
              false);
      Records.write(places.sandboxRecord(spec.podUid()), record);
      return record;
    } catch (IOException e) {
      throw new RuntimeFailure("FailedCreatePodSandBox", String.valueOf(e.getMessage()), e);
    }
  }

  /** Frees the address; the record stays. */
  void stop(Records.Sandbox sandbox) {
    try {
      free(sandbox.podUid());
      Records.write(places.sandboxRecord(sandbox.podUid()), sandbox.asStopped());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(String podUid) {
    try {
      free(podUid);
      Records.deleteTree(places.sandbox(podUid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void free(String podUid) throws IOException {
    Optional<String> address = addresses.find(podUid);
    if (address.isPresent()) {
      addresses.free(address.get());
    }
  }
}
