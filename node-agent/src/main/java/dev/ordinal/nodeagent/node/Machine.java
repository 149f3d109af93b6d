package dev.ordinal.nodeagent.node;

import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this machine is and has, read once. */
public final class Machine {

  private static final Logger log = LoggerFactory.getLogger(Machine.class);
  private static final String KUBELET_VERSION = "v1.36.4";
  private static final String RUNTIME_VERSION = "ordinal://0.1.0";
  private static final int MAX_PODS = 110;

  private final Path rootDir;

  /** A machine whose pods' files are in a directory. */
  public Machine(Path rootDir) {
    this.rootDir = rootDir;
  }

  /** Versions and identifiers. */
  public NodeSystemInfo systemInfo() {
    NodeSystemInfo info = new NodeSystemInfo();
    info.setArchitecture(architecture());
    info.setBootID(firstLine(Path.of("/proc/sys/kernel/random/boot_id")));
    info.setContainerRuntimeVersion(RUNTIME_VERSION);
    info.setKernelVersion(firstLine(Path.of("/proc/sys/kernel/osrelease")));
    info.setKubeProxyVersion("");
    info.setKubeletVersion(KUBELET_VERSION);
    info.setMachineID(firstLine(Path.of("/etc/machine-id")));
    info.setOperatingSystem("linux");
    info.setOsImage(osImage());
    info.setSystemUUID(info.getMachineID());
    return info;
  }

  /** {@code amd64}, {@code arm64}, ... */
  public static String architecture() {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return switch (arch) {
      case "x86_64", "amd64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> arch;
    };
  }

  /** CPUs, memory, disk and the number of pods. */
  public Map<String, Quantity> capacity() {
    Map<String, Quantity> capacity = new LinkedHashMap<>();
    capacity.put("cpu", new Quantity(String.valueOf(Runtime.getRuntime().availableProcessors())));
    capacity.put("ephemeral-storage", new Quantity(diskKibibytes() + "Ki"));
    capacity.put("memory", new Quantity(memoryKibibytes() + "Ki"));
    capacity.put("pods", new Quantity(String.valueOf(MAX_PODS)));
    return capacity;
  }

  private long diskKibibytes() {
    try {
      Files.createDirectories(rootDir);
      return Files.getFileStore(rootDir).getTotalSpace() / 1024;
    } catch (IOException e) {
      log.warn("size of the disk of {} unknown: {}", rootDir, e.toString());
      return 0;
    }
  }

  /** Memory in total, in KiB; 0 when unknown. */
  public static long memoryKibibytes() {
    return memoryField("MemTotal:");
  }

  /** Memory that can be had without swapping, in KiB; 0 when unknown. */
  public static long availableKibibytes() {
    return memoryField("MemAvailable:");
  }

  private static long memoryField(String name) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith(name)) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      log.warn("/proc/meminfo cannot be read: {}", e.toString());
    }
    return 0;
  }

  private static String osImage() {
    try {
      for (String line : Files.readAllLines(Path.of("/etc/os-release"))) {
        if (line.startsWith("PRETTY_NAME=")) {
          return line.substring("PRETTY_NAME=".length()).replace("\"", "");
        }
      }
    } catch (IOException e) {
      log.debug("/etc/os-release cannot be read", e);
    }
    return "Linux";
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      log.debug("{} cannot be read", file, e);
      return "";
    }
  }
}
