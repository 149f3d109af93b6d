package dev.ordinal.nodeagent.image;

import dev.ordinal.nodeagent.linux.RootFile;
import dev.ordinal.nodeagent.runtime.Image;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image as this machine can run it.
 *
 * @param files what to lay over the root
 * @param serviceUser the user to begin as where a process can have one user only
 * @param ports where its server listens, each with the file that says so, or nothing where the
 *     command does
 * @param users the image's own users and their ids
 */
public record CatalogueImage(
    Image image,
    List<RootFile> files,
    Optional<Long> serviceUser,
    Map<String, Ids> users,
    Map<Integer, String> ports) {

  /** Copies the collections. */
  public CatalogueImage {
    files = List.copyOf(files);
    users = Map.copyOf(users);
    ports = Map.copyOf(ports);
  }

  /** A user and the group it is in. */
  public record Ids(long uid, long gid) {}
}
