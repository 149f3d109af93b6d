package dev.ordinal.cluster.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** PEM text on disk: readable by its owner only, written whole or not at all. */
final class Pem {

  private Pem() {}

  static void write(Path file, String type, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    Path temporary =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "." + file.getFileName(),
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, text);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static byte[] read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    StringBuilder body = new StringBuilder();
    text.lines().filter(line -> !line.startsWith("-----")).forEach(body::append);
    return Base64.getDecoder().decode(body.toString());
  }
}
