package dev.ordinal.nodeagent.namespace;

import dev.ordinal.nodeagent.linux.LinuxException;
import dev.ordinal.nodeagent.linux.Mounts;
import dev.ordinal.nodeagent.linux.Namespaces;
import dev.ordinal.nodeagent.linux.Namespaces.Kind;
import dev.ordinal.nodeagent.linux.PauseProcess;
import dev.ordinal.nodeagent.network.NodeNet;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import dev.ordinal.nodeagent.runtime.SandboxSpec;
import dev.ordinal.nodeagent.supervised.Places;
import dev.ordinal.nodeagent.supervised.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes and ends the namespaces that the containers of a pod share. */
final class Sandboxes {

  private final Places places;
  private final NodeNet network;

  Sandboxes(Places places, NodeNet network) {
    this.places = places;
    this.network = network;
  }

  /** The sandbox as recorded, whether its namespaces exist or not. */
  Optional<Records.Sandbox> find(String podUid) {
    try {
      return Records.read(places.sandboxRecord(podUid), Records.Sandbox.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the namespaces of a sandbox exist. */
  boolean isRunning(Records.Sandbox sandbox) {
    return !sandbox.stopped()
        && Namespaces.isPinned(places.namespaces(sandbox.podUid()).resolve(Kind.UTS.file()));
  }

  /** What is there, else new namespaces with an address. */
  Records.Sandbox run(SandboxSpec spec) {
    Optional<Records.Sandbox> there = find(spec.podUid()).filter(this::isRunning);
    if (there.isPresent()) {
      return there.get();
    }
    try {
      return create(spec);
    } catch (IOException | LinuxException e) {
      abandon(spec.podUid());
      throw new RuntimeFailure(
          "FailedCreatePodSandBox", "Failed to create pod sandbox: " + e.getMessage(), e);
    }
  }

  private Records.Sandbox create(SandboxSpec spec) throws IOException {
    Path directory = Files.createDirectories(places.sandbox(spec.podUid()));
    String ip = spec.hostNetwork() ? network.nodeAddress() : network.reserve(spec.podUid());
    Path shm = Files.createDirectories(directory.resolve("shm"));
    Mounts.sharedMemory(shm);
    List<Kind> kinds = new ArrayList<>(List.of(Kind.UTS, Kind.IPC));
    if (!spec.hostNetwork()) {
      kinds.add(Kind.NET);
    }
    Path pins = places.namespaces(spec.podUid());
    Namespaces.create(
        pins,
        kinds,
        spec.hostname(),
        () -> {
          if (!spec.hostNetwork()) {
            sysctl("net.ipv4.ip_unprivileged_port_start", "0");
            network.attach(pins.resolve(Kind.NET.file()), ip);
          }
          for (Map.Entry<String, String> setting : spec.sysctls().entrySet()) {
            sysctl(setting.getKey(), setting.getValue());
          }
        });
    if (spec.shareProcesses()) {
      new PauseProcess(places.pause(spec.podUid())).start();
    }
    Records.Sandbox record =
        new Records.Sandbox(
            spec.podUid(),
            spec.namespace(),
            spec.name(),
            spec.hostname(),
            spec.hostNetwork(),
            spec.shareProcesses(),
            spec.sysctls(),
            ip,
            System.currentTimeMillis(),
            false);
    Records.write(places.sandboxRecord(spec.podUid()), record);
    return record;
  }

  private static void sysctl(String name, String value) throws IOException {
    Path file = Path.of("/proc/sys", name.split("[./]"));
    if (!file.normalize().equals(file)) {
      throw new IOException("not a kernel setting: " + name);
    }
    Files.writeString(file, value);
  }

  /** Ends the namespaces and frees the address; the record stays. */
  void stop(Records.Sandbox sandbox) {
    abandon(sandbox.podUid());
    try {
      Records.write(places.sandboxRecord(sandbox.podUid()), sandbox.asStopped());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void abandon(String podUid) {
    try {
      new PauseProcess(places.pause(podUid)).kill();
      network.detach(podUid);
      Namespaces.unpin(places.namespaces(podUid));
      Mounts.detach(places.shm(podUid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets a stopped sandbox. */
  void remove(String podUid) {
    try {
      abandon(podUid);
      Records.deleteTree(places.sandbox(podUid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
