package dev.ordinal.nodeagent.supervised;

import dev.ordinal.nodeagent.image.CatalogueImage;
import dev.ordinal.nodeagent.image.CatalogueImage.Ids;
import dev.ordinal.nodeagent.runtime.ContainerSpec.SecuritySpec;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Who a container's processes are and what they may do, as the words to put before a command: they
 * run inside the container's root.
 *
 * <p>Where the machine gives the agent one user only, another user is that one in a user namespace
 * nested for the process: it sees itself and its files as the user asked for.
 */
public final class Identity {

  private static final int HOME_FIELD = 5;
  private static final List<String> USUAL_CAPABILITIES =
      List.of(
          "chown",
          "dac_override",
          "fowner",
          "fsetid",
          "kill",
          "setgid",
          "setuid",
          "setpcap",
          "net_bind_service",
          "net_raw",
          "sys_chroot",
          "mknod",
          "audit_write",
          "setfcap");

  private final CatalogueImage image;
  private final SecuritySpec security;
  private final boolean manyUsers;

  /** The identity that a container asks for. */
  public Identity(CatalogueImage image, SecuritySpec security, boolean manyUsers) {
    this.image = image;
    this.security = security;
    this.manyUsers = manyUsers;
  }

  /** Before the main program. */
  public List<String> mainPrefix() {
    Ids ids = ids();
    if (!manyUsers && ids.uid() == 0 && security.uid().isEmpty()) {
      long service = image.serviceUser().orElse(0L);
      return prefix(service == 0 ? ids : new Ids(service, service));
    }
    return prefix(ids);
  }

  /** Before a command run by exec: the container's user, not the one a server changes to. */
  public List<String> execPrefix() {
    return prefix(ids());
  }

  /** The home directory that the passwd file gives the container's user; the root without one. */
  public String home(Path etc) throws IOException {
    String uid = String.valueOf(ids().uid());
    Path users = etc.resolve("passwd");
    return Files.isReadable(users)
        ? Files.readString(users)
            .lines()
            .map(line -> line.split(":", -1))
            .filter(fields -> fields.length > HOME_FIELD && fields[2].equals(uid))
            .map(fields -> fields[HOME_FIELD])
            .findFirst()
            .orElse("/")
        : "/";
  }

  private Ids ids() {
    Ids fromImage = image.image().user().map(this::lookUp).orElse(new Ids(0, 0));
    long uid = security.uid().orElse(fromImage.uid());
    long gid =
        security
            .gid()
            .orElse(security.uid().isPresent() ? groupOf(security.uid().get()) : fromImage.gid());
    return new Ids(uid, gid);
  }

  private long groupOf(long uid) {
    return image.users().values().stream()
        .filter(ids -> ids.uid() == uid)
        .map(Ids::gid)
        .findFirst()
        .orElse(0L);
  }

  private Ids lookUp(String user) {
    String[] parts = user.split(":", 2);
    Ids known = image.users().get(parts[0]);
    if (known == null && !parts[0].matches("[0-9]+")) {
      throw new RuntimeFailure(
          "CreateContainerError",
          "unable to find user " + user + ": no matching entries in passwd");
    }
    long uid = known == null ? Long.parseLong(parts[0]) : known.uid();
    long gid = known == null ? groupOf(uid) : known.gid();
    if (parts.length == 2) {
      Ids group = image.users().get(parts[1]);
      gid = group == null ? Long.parseLong(parts[1]) : group.gid();
    }
    return new Ids(uid, gid);
  }

  private List<String> prefix(Ids ids) {
    List<String> words = new ArrayList<>();
    boolean nested = !manyUsers && (ids.uid() != 0 || ids.gid() != 0);
    if (nested) {
      words.addAll(
          List.of(
              "/usr/bin/unshare",
              "--user",
              "--map-user=" + ids.uid(),
              "--map-group=" + ids.gid(),
              "--"));
    }
    words.add("/usr/bin/setpriv");
    if (manyUsers) {
      words.addAll(switchUser(ids));
    }
    if (security.noNewPrivileges()) {
      words.add("--no-new-privs");
    }
    // a user other than root has lost its capabilities with its nested namespace's first exec
    if (!security.privileged() && !(nested && ids.uid() != 0)) {
      words.add("--inh-caps=-all");
      words.add("--bounding-set=" + boundingSet());
    }
    if (words.getLast().equals("/usr/bin/setpriv")) {
      words.removeLast();
    } else {
      words.add("--");
    }
    return words;
  }

  private List<String> switchUser(Ids ids) {
    String groups =
        security.supplementalGroups().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    return List.of(
        "--reuid=" + ids.uid(),
        "--regid=" + ids.gid(),
        groups.isEmpty() ? "--clear-groups" : "--groups=" + groups);
  }

  private String boundingSet() {
    List<String> kept = new ArrayList<>(USUAL_CAPABILITIES);
    List<String> dropped = security.dropCapabilities().stream().map(Identity::name).toList();
    if (dropped.contains("all")) {
      kept.clear();
    }
    kept.removeAll(dropped);
    List<String> added = security.addCapabilities().stream().map(Identity::name).toList();
    if (added.contains("all")) {
      return "+all";
    }
    added.stream().filter(capability -> !kept.contains(capability)).forEach(kept::add);
    return "-all" + kept.stream().map(c -> ",+" + c).collect(Collectors.joining());
  }

  private static String name(String capability) {
    String lower = capability.toLowerCase(Locale.ROOT);
    return lower.startsWith("cap_") ? lower.substring(4) : lower;
  }
}
