package dev.ordinal.nodeagent.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an image says about itself: an OCI image's configuration, for images without layers too.
 *
 * @param reference as resolved, with registry and tag ({@code docker.io/library/nginx:latest})
 * @param id {@code sha256:...} over its configuration and files
 * @param user as in the configuration: empty, {@code uid}, {@code uid:gid} or a name
 * @param stopSignal a name such as {@code SIGTERM}
 */
public record Image(
    String reference,
    String id,
    List<String> entrypoint,
    List<String> cmd,
    Map<String, String> env,
    String workingDir,
    Optional<String> user,
    String stopSignal,
    long sizeBytes) {

  /** Copies the collections. */
  public Image {
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    env = Map.copyOf(env);
  }
}
