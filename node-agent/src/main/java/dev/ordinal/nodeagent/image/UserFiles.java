package dev.ordinal.nodeagent.image;

import dev.ordinal.nodeagent.image.CatalogueImage.Ids;
import dev.ordinal.nodeagent.linux.RootFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The users of an image: the usual ones of a small distribution and its own. */
final class UserFiles {

  private static final List<String> USUAL =
      List.of(
          "root:x:0:0:root:/root:/bin/bash",
          "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin",
          "bin:x:2:2:bin:/bin:/usr/sbin/nologin",
          "sys:x:3:3:sys:/dev:/usr/sbin/nologin",
          "mail:x:8:8:mail:/var/mail:/usr/sbin/nologin",
          "www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin",
          "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin");
  private static final List<String> USUAL_GROUPS =
      List.of("tty:x:5:", "adm:x:4:", "staff:x:50:", "users:x:100:");

  private final List<String> lines = new ArrayList<>();

  UserFiles(List<String> own) {
    lines.addAll(USUAL);
    lines.addAll(own);
  }

  Map<String, Ids> ids() {
    Map<String, Ids> ids = new LinkedHashMap<>();
    for (String line : lines) {
      String[] fields = line.split(":", -1);
      ids.put(fields[0], new Ids(Long.parseLong(fields[2]), Long.parseLong(fields[3])));
    }
    return ids;
  }

  List<RootFile> files() {
    StringBuilder groups = new StringBuilder();
    ids().forEach((name, ids) -> groups.append(name + ":x:" + ids.gid() + ":\n"));
    USUAL_GROUPS.forEach(line -> groups.append(line).append('\n'));
    return List.of(
        file("/etc/passwd", String.join("\n", lines) + "\n", 0644),
        file("/etc/group", groups.toString(), 0644),
        file("/etc/shadow", "root:*::0:99999:7:::\n", 0600),
        file("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n", 0644));
  }

  private static RootFile file(String path, String content, int mode) {
    return new RootFile(RootFile.Kind.FILE, path, content, mode);
  }
}
