package dev.ordinal.cluster.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The directory that holds every key and certificate of one cluster.
 *
 * <p>The authority lasts ten years; leaves last one and are made anew by {@link #ensure} when less
 * than thirty days are left or when the names they must carry have changed.
 */
public final class ClusterPki {

  private static final Duration RENEW_BEFORE = Duration.ofDays(30);

  private final Path directory;

  /** Names the directory; nothing is read or written yet. */
  public ClusterPki(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes what is missing or about to expire.
   *
   * @param serverNames what the API server's certificate is valid for
   * @param nodes name and address of each node
   */
  public void ensure(List<String> serverNames, Collection<NodeIdentity> nodes) throws IOException {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      CertificateAuthority authority = CertificateAuthority.openOrCreate(directory);
      List<Leaf> leaves = new ArrayList<>();
      leaves.add(new Leaf("apiserver", "kube-apiserver", List.of(), serverNames));
      leaves.add(
          Leaf.client(
              "apiserver-kubelet-client", "kube-apiserver-kubelet-client", "system:masters"));
      leaves.add(Leaf.client("admin", "kubernetes-admin", "system:masters"));
      leaves.add(Leaf.client("controller", "system:kube-controller-manager"));
      leaves.add(Leaf.client("dns", "system:coredns"));
      for (NodeIdentity node : nodes) {
        leaves.add(
            new Leaf(
                "node-" + node.name(),
                "system:node:" + node.name(),
                List.of("system:nodes"),
                List.of("127.0.0.1", "localhost", node.name(), node.address())));
      }
      for (Leaf leaf : leaves) {
        if (!isGood(leaf)) {
          authority.issue(leaf, directory);
        }
      }
      ensureServiceAccountKey();
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "cannot make the certificates in " + directory + ": " + e.getMessage(), e);
    }
  }

  /** A node as its certificate names it. */
  public record NodeIdentity(String name, String address) {}

  /** The authority's certificate. */
  public Path authority() {
    return directory.resolve("ca.crt");
  }

  /** The certificate of a leaf, by its file name without ending. */
  public Path certificate(String leaf) {
    return directory.resolve(leaf + ".crt");
  }

  /** The private key of a leaf. */
  public Path key(String leaf) {
    return directory.resolve(leaf + ".key");
  }

  /** The key that signs service account tokens. */
  public Path serviceAccountKey() {
    return directory.resolve("sa.key");
  }

  /** The key that verifies service account tokens. */
  public Path serviceAccountPublicKey() {
    return directory.resolve("sa.pub");
  }

  private boolean isGood(Leaf leaf) throws IOException, GeneralSecurityException {
    if (!Files.exists(certificate(leaf.file())) || !Files.exists(key(leaf.file()))) {
      return false;
    }
    X509Certificate certificate = CertificateAuthority.readCertificate(certificate(leaf.file()));
    List<String> present = new ArrayList<>();
    if (certificate.getSubjectAlternativeNames() != null) {
      certificate
          .getSubjectAlternativeNames()
          .forEach(name -> present.add(String.valueOf(name.get(1))));
    }
    return present.containsAll(leaf.names())
        && certificate.getNotAfter().toInstant().isAfter(Instant.now().plus(RENEW_BEFORE));
  }

  private void ensureServiceAccountKey() throws IOException, GeneralSecurityException {
    if (!Files.exists(serviceAccountPublicKey())) {
      KeyPair pair = CertificateAuthority.newKeyPair();
      Pem.write(serviceAccountKey(), "PRIVATE KEY", pair.getPrivate().getEncoded());
      Pem.write(serviceAccountPublicKey(), "PUBLIC KEY", pair.getPublic().getEncoded());
    }
  }
}
