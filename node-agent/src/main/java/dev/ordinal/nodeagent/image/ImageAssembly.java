package dev.ordinal.nodeagent.image;

import dev.ordinal.nodeagent.linux.RootFile;
import dev.ordinal.nodeagent.runtime.Image;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts an entry of the catalogue into the form of an image. */
final class ImageAssembly {

  private static final int DIRECTORY_MODE_RADIX = 8;

  private final CatalogueEntry entry;
  private final ImageReference reference;
  private final String text;
  private final StandIns standIns;

  ImageAssembly(CatalogueEntry entry, ImageReference reference, String text, boolean plain) {
    this.standIns = new StandIns(plain);
    this.entry = entry;
    this.reference = reference;
    this.text = text;
  }

  CatalogueImage image() {
    UserFiles users = new UserFiles(entry.users());
    List<RootFile> files = new ArrayList<>(users.files());
    entry
        .directories()
        .forEach((path, mode) -> files.add(file(RootFile.Kind.DIRECTORY, path, "", octal(mode))));
    entry.files().forEach((path, body) -> files.add(file(RootFile.Kind.FILE, path, body, 0644)));
    entry
        .executables()
        .forEach((path, body) -> files.add(file(RootFile.Kind.FILE, path, body, 0755)));
    entry.links().forEach((path, to) -> files.add(file(RootFile.Kind.LINK, path, to, 0777)));
    files.addAll(standIns.files(entry));
    return new CatalogueImage(
        description(), files, Optional.ofNullable(entry.serviceUser()), users.ids(), entry.ports());
  }

  private Image description() {
    Map<String, String> env = new LinkedHashMap<>();
    env.put("PATH", SearchPath.of(entry));
    entry.env().forEach((name, value) -> env.put(name, expanded(value)));
    return new Image(
        reference.toString(),
        digest(),
        entry.entrypoint().stream().map(this::expanded).toList(),
        entry.cmd().stream().map(this::expanded).toList(),
        env,
        entry.workingDir(),
        entry.user().isEmpty() ? Optional.empty() : Optional.of(entry.user()),
        entry.stopSignal(),
        text.length());
  }

  private RootFile file(RootFile.Kind kind, String path, String body, int mode) {
    return new RootFile(kind, path, expanded(body), mode);
  }

  private String expanded(String value) {
    return standIns.expanded(value);
  }

  private static int octal(String mode) {
    return Integer.parseInt(mode, DIRECTORY_MODE_RADIX);
  }

  private String digest() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((reference + "\n" + text).getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
