package dev.ordinal.cluster.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterPkiTest {

  private static final List<String> NAMES =
      List.of("127.0.0.1", "localhost", "kubernetes.default.svc");
  private static final ClusterPki.NodeIdentity NODE =
      new ClusterPki.NodeIdentity("node-1", "172.30.0.2");

  @TempDir private Path directory;

  @Test
  void everyLeafIsSignedByTheAuthorityAndNamesItsIdentity() throws Exception {
    ClusterPki pki = new ClusterPki(directory.resolve("pki"));
    pki.ensure(NAMES, List.of(NODE));

    X509Certificate authority = CertificateAuthority.readCertificate(pki.authority());
    for (String leaf :
        List.of(
            "apiserver", "apiserver-kubelet-client", "admin", "controller", "dns", "node-node-1")) {
      CertificateAuthority.readCertificate(pki.certificate(leaf)).verify(authority.getPublicKey());
    }
    X509Certificate admin = CertificateAuthority.readCertificate(pki.certificate("admin"));
    assertThat(admin.getSubjectX500Principal().getName())
        .isEqualTo("CN=kubernetes-admin,O=system:masters");
    X509Certificate node = CertificateAuthority.readCertificate(pki.certificate("node-node-1"));
    assertThat(node.getSubjectX500Principal().getName())
        .isEqualTo("CN=system:node:node-1,O=system:nodes");
    assertThat(names(node)).contains("127.0.0.1", "172.30.0.2", "node-1");
    assertThat(names(CertificateAuthority.readCertificate(pki.certificate("apiserver"))))
        .containsAll(NAMES);
  }

  @Test
  void keysAreReadableByTheirOwnerOnly() throws Exception {
    ClusterPki pki = new ClusterPki(directory.resolve("pki"));
    pki.ensure(NAMES, List.of(NODE));

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("pki"))))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pki.key("admin"))))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(pki.serviceAccountKey())))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsGoodIsKeptAndWhatLacksANameIsMadeAnew() throws Exception {
    ClusterPki pki = new ClusterPki(directory);
    pki.ensure(NAMES, List.of(NODE));
    String authority = Files.readString(pki.authority());
    String admin = Files.readString(pki.certificate("admin"));
    String server = Files.readString(pki.certificate("apiserver"));

    pki.ensure(List.of("127.0.0.1", "10.96.0.1"), List.of(NODE));

    assertThat(Files.readString(pki.authority())).isEqualTo(authority);
    assertThat(Files.readString(pki.certificate("admin"))).isEqualTo(admin);
    assertThat(Files.readString(pki.certificate("apiserver"))).isNotEqualTo(server);
  }

  private static List<String> names(X509Certificate certificate) throws Exception {
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> String.valueOf(name.get(1)))
        .toList();
  }
}
