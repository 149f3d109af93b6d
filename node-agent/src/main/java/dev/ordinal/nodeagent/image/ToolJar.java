package dev.ordinal.nodeagent.image;

import dev.ordinal.nodeagent.tool.ToolMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packs the stand-ins' classes, wherever this program's own classes come from. */
final class ToolJar {

  private static final String PACKAGE = "dev/ordinal/nodeagent/tool/";

  private ToolJar() {}

  /** The jar in Base64. */
  static String base64() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes)) {
      Path classes = classes();
      if (Files.isDirectory(classes)) {
        ofDirectory(classes, out);
      } else {
        ofJar(classes, out);
      }
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static Path classes() throws IOException {
    try {
      return Path.of(ToolMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void ofDirectory(Path classes, JarOutputStream out) throws IOException {
    try (Stream<Path> files = Files.list(classes.resolve(PACKAGE))) {
      List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
      for (Path file : sorted) {
        out.putNextEntry(new JarEntry(PACKAGE + file.getFileName()));
        Files.copy(file, out);
      }
    }
  }

  private static void ofJar(Path jar, JarOutputStream out) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().startsWith(PACKAGE) && !entry.isDirectory()) {
          out.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream in = file.getInputStream(entry)) {
            in.transferTo(out);
          }
        }
      }
    }
  }
}
