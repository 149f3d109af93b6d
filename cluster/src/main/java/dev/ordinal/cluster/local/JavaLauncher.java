package dev.ordinal.cluster.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start one of our main classes: the same runtime, class path and native libraries as this
 * process has.
 */
record JavaLauncher(Path java, String classPath, String nativeLibraries) {

  static JavaLauncher ofThisProcess() {
    return new JavaLauncher(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        System.getProperty("java.class.path"),
        System.getProperty("java.library.path", ""));
  }

  List<String> command(String mainClass, int heapMegabytes, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    // Nothing is written outside the data directory, the runtime's own counters in /tmp included.
    command.add("-XX:-UsePerfData");
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.library.path=" + nativeLibraries);
    command.add("-Duser.home=" + System.getProperty("user.home"));
    if (isDistribution()) {
      command.addAll(classArchive(mainClass));
      command.addAll(List.of("-jar", classPath, "component", mainClass));
    } else {
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath, mainClass));
    }
    command.addAll(arguments);
    return command;
  }

  /**
   * Whether this process was started from the distribution's one jar, as opposed to a class path of
   * the build's.
   */
  private boolean isDistribution() {
    return classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
  }

  /**
   * Classes as the runtime has loaded and checked them once: written when the component ends for
   * the first time, used by every later start. The runtime compares the jars' sizes and times; the
   * build throws old archives away.
   */
  private List<String> classArchive(String mainClass) {
    Path archives = Path.of(classPath).toAbsolutePath().resolveSibling("../cds").normalize();
    if (!Files.isWritable(archives)) {
      return List.of();
    }
    String name = mainClass.substring(mainClass.lastIndexOf('.') + 1) + ".jsa";
    return List.of(
        "-XX:SharedArchiveFile=" + archives.resolve(name),
        "-XX:+AutoCreateSharedArchive",
        // What it has to say about archives would stand among the component's own words.
        "-Xlog:disable",
        "-Xlog:all=off");
  }

  /** Only what a component needs: nothing of the user's shell gets into pods by accident. */
  static Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", searchPath());
    environment.put("HOME", System.getProperty("user.home"));
    environment.put("LANG", "C.UTF-8");
    String temporary = System.getenv("TMPDIR");
    if (temporary != null) {
      environment.put("TMPDIR", temporary);
    }
    return environment;
  }

  /** The user's path with the directories of system programs, which ordinary users often lack. */
  static String searchPath() {
    String path = System.getenv("PATH");
    return (path == null || path.isEmpty() ? "/usr/local/bin:/usr/bin:/bin" : path)
        + ":/usr/local/sbin:/usr/sbin:/sbin";
  }
}
