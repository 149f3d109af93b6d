package dev.ordinal.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one API server and as whom. Certificates and keys are PEM; an absent one is null.
 * Not a general kubeconfig editor: the current context is read, the rest is ignored.
 */
public record KubeConfig(
    URI server,
    @Nullable String certificateAuthority,
    @Nullable String clientCertificate,
    @Nullable String clientKey,
    @Nullable String token,
    boolean insecureSkipTlsVerify,
    String namespace) {

  /** A server that is asked without any credentials. */
  public static KubeConfig anonymous(URI server) {
    return new KubeConfig(server, null, null, null, null, false, "default");
  }

  /** Mutual TLS, everything as PEM. */
  public static KubeConfig mutualTls(URI server, String authority, String certificate, String key) {
    return new KubeConfig(server, authority, certificate, key, null, false, "default");
  }

  /**
   * Reads a kubeconfig file; relative file names in it are relative to its directory.
   *
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  public static KubeConfig load(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read kubeconfig " + file + ": " + e, e);
    }
    Path directory = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
    try {
      return parse(text, directory);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("kubeconfig " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads the text of a kubeconfig. */
  public static KubeConfig parse(String yaml, Path directory) {
    return new KubeConfigParser(yaml, directory).parse();
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "KubeConfig[" + server + "]";
  }
}
