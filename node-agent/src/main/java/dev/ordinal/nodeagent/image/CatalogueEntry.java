package dev.ordinal.nodeagent.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file of the catalogue: an image without layers, whose programs are the host's.
 *
 * @param names the repositories that it answers to; {@code *} stands for anything
 * @param tags a pattern for the tags that exist
 * @param programs what must be on the host, each with the package that brings it
 * @param search further directories on the host where the programs may be
 * @param user as in an image's configuration
 * @param serviceUser the user that the server changes to by itself; where a process can have one
 *     user only, it begins as that one
 * @param users lines for {@code /etc/passwd}; a group of the same name is made for each
 * @param directories made in the root, with their modes in octal
 * @param files laid over the root
 * @param executables as files, with the right to run them
 * @param links laid over the root, from path to target
 * @param tools programs that the image has beside its server; one that the host lacks is replaced
 *     by the stand-in of its name
 * @param standIn what to run instead where a program is missing
 * @param plain what to run instead without namespaces; {@code ${ROOT}} stands for the container's
 *     directory and {@code ${POD_IP}} for the pod's address in its commands, environment and files
 * @param ports where it listens, each with the file that says so, or nothing where the command does
 */
record CatalogueEntry(
    List<String> names,
    String tags,
    Map<String, String> programs,
    List<String> search,
    List<String> entrypoint,
    List<String> cmd,
    Map<String, String> env,
    String workingDir,
    String user,
    @Nullable Long serviceUser,
    String stopSignal,
    List<String> users,
    Map<String, String> directories,
    Map<String, String> files,
    Map<String, String> executables,
    Map<String, String> links,
    List<String> tools,
    @Nullable CatalogueEntry standIn,
    @Nullable CatalogueEntry plain,
    Map<Integer, String> ports) {

  private static final String USUAL_TAGS =
      "(v?[0-9][0-9A-Za-z_.-]*"
          + "|(latest|stable|mainline|alpine|slim|lts|edge|bookworm|bullseye|trixie|jammy|noble"
          + "|focal|glibc|musl|uclibc|perl|debian)([._-][0-9A-Za-z_.-]+)?)";

  /** Fills in what the file leaves out. */
  CatalogueEntry(
      @JsonProperty("names") @Nullable List<String> names,
      @JsonProperty("tags") @Nullable String tags,
      @JsonProperty("programs") @Nullable Map<String, String> programs,
      @JsonProperty("search") @Nullable List<String> search,
      @JsonProperty("entrypoint") @Nullable List<String> entrypoint,
      @JsonProperty("cmd") @Nullable List<String> cmd,
      @JsonProperty("env") @Nullable Map<String, String> env,
      @JsonProperty("workingDir") @Nullable String workingDir,
      @JsonProperty("user") @Nullable String user,
      @JsonProperty("serviceUser") @Nullable Long serviceUser,
      @JsonProperty("stopSignal") @Nullable String stopSignal,
      @JsonProperty("users") @Nullable List<String> users,
      @JsonProperty("directories") @Nullable Map<String, String> directories,
      @JsonProperty("files") @Nullable Map<String, String> files,
      @JsonProperty("executables") @Nullable Map<String, String> executables,
      @JsonProperty("links") @Nullable Map<String, String> links,
      @JsonProperty("tools") @Nullable List<String> tools,
      @JsonProperty("standIn") @Nullable CatalogueEntry standIn,
      @JsonProperty("plain") @Nullable CatalogueEntry plain,
      @JsonProperty("ports") @Nullable Map<Integer, String> ports) {
    this.names = names == null ? List.of() : List.copyOf(names);
    this.tags = tags == null ? USUAL_TAGS : tags;
    this.programs = ordered(programs);
    this.search = search == null ? List.of() : List.copyOf(search);
    this.entrypoint = entrypoint == null ? List.of() : List.copyOf(entrypoint);
    this.cmd = cmd == null ? List.of() : List.copyOf(cmd);
    this.env = ordered(env);
    this.workingDir = workingDir == null ? "/" : workingDir;
    this.user = user == null ? "" : user;
    this.serviceUser = serviceUser;
    this.stopSignal = stopSignal == null ? "SIGTERM" : stopSignal;
    this.users = users == null ? List.of() : List.copyOf(users);
    this.directories = ordered(directories);
    this.files = ordered(files);
    this.executables = ordered(executables);
    this.links = ordered(links);
    this.tools = tools == null ? List.of() : List.copyOf(tools);
    this.standIn = standIn;
    this.plain = plain;
    this.ports = ports == null ? Map.of() : Map.copyOf(ports);
  }

  private static Map<String, String> ordered(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Whether this is the entry for a repository. */
  boolean answersTo(String repository) {
    return names.stream().anyMatch(name -> pattern(name).matcher(repository).matches());
  }

  boolean hasTag(String tag) {
    return Pattern.matches(tags, tag);
  }

  Optional<CatalogueEntry> standInEntry() {
    return Optional.ofNullable(standIn);
  }

  /** What to run without namespaces; empty where the entry counts on a root of its own. */
  Optional<CatalogueEntry> plainEntry() {
    if (plain != null) {
      return Optional.of(plain);
    }
    return files.isEmpty() && executables.isEmpty() ? Optional.of(this) : Optional.empty();
  }

  private static Pattern pattern(String name) {
    String full = name.startsWith("*") ? name : ImageReference.withRegistry(name);
    return Pattern.compile(Pattern.quote(full).replace("*", "\\E.*\\Q"));
  }
}
