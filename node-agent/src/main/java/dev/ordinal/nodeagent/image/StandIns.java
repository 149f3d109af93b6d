package dev.ordinal.nodeagent.image;

import dev.ordinal.nodeagent.linux.Programs;
import dev.ordinal.nodeagent.linux.RootFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an image gets in the place of programs that the host lacks: scripts, and the jar with the
 * classes that they run.
 *
 * <p>In texts of the catalogue {@code ${TOOL}} stands for the command that runs one of these
 * classes; the jar is laid wherever a text uses it.
 */
final class StandIns {

  private static final String JAR = "/usr/local/lib/ordinal/tools.jar";
  private static final String VARIABLE = "${TOOL}";

  private final String jar;
  private final String java = System.getProperty("java.home");

  /** Without namespaces the files of an image lie below the container's directory. */
  StandIns(boolean plain) {
    this.jar = plain ? "${ROOT}" + JAR : JAR;
  }

  /** The script of a stand-in's name. */
  static String script(String tool) throws IOException {
    try (InputStream in = StandIns.class.getResourceAsStream("tools/" + tool)) {
      if (in == null || !tool.matches("[a-z]+")) {
        throw new IOException("there is no stand-in for the tool `" + tool + "`");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What an entry needs on this host. */
  List<RootFile> files(CatalogueEntry entry) {
    List<RootFile> files = new ArrayList<>();
    boolean withJar =
        entry.executables().values().stream().anyMatch(body -> body.contains(VARIABLE));
    try {
      for (String tool : entry.tools()) {
        if (Programs.lookUp(tool).isEmpty()) {
          String body = script(tool);
          withJar |= body.contains(VARIABLE);
          files.add(new RootFile(RootFile.Kind.FILE, "/usr/bin/" + tool, expanded(body), 0755));
        }
      }
      if (withJar) {
        files.add(new RootFile(RootFile.Kind.BYTES, JAR, ToolJar.base64(), 0644));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text of the catalogue with its variables filled in. */
  String expanded(String text) {
    String tool =
        "\"%s/bin/java\" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx64m"
                .formatted(java)
            + " -cp \""
            + jar
            + "\" dev.ordinal.nodeagent.tool.ToolMain";
    return text.replace(VARIABLE, tool).replace("${JAVA_HOME}", java);
  }
}
