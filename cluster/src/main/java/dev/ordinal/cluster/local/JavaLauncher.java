package dev.ordinal.cluster.local;

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
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.library.path=" + nativeLibraries);
    command.add("-Duser.home=" + System.getProperty("user.home"));
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(arguments);
    return command;
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
