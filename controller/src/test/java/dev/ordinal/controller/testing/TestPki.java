package dev.ordinal.controller.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority and the leaves a test needs, as PEM files in a directory. */
final class TestPki {
  private static final X500Name AUTHORITY = new X500Name("CN=test-ca");

  private final Path directory;
  private final KeyPair authority;
  private int serial;

  TestPki(Path directory) throws IOException, GeneralSecurityException {
    this.directory = directory;
    this.authority = newKey();
    write("ca", AUTHORITY, authority, true);
  }

  /** Makes NAME.crt and NAME.key for 127.0.0.1. */
  void leaf(String name, String subject) throws IOException, GeneralSecurityException {
    write(name, new X500Name(subject), newKey(), false);
  }

  /** Makes NAME.key and NAME.pub. */
  void keyPair(String name) throws IOException, GeneralSecurityException {
    KeyPair pair = newKey();
    pem(name + ".key", "PRIVATE KEY", pair.getPrivate());
    pem(name + ".pub", "PUBLIC KEY", pair.getPublic());
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  String text(String name) throws IOException {
    return Files.readString(file(name));
  }

  private void write(String name, X500Name subject, KeyPair pair, boolean isAuthority)
      throws IOException, GeneralSecurityException {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            AUTHORITY,
            BigInteger.valueOf(++serial),
            Date.from(now.minusSeconds(300)),
            Date.from(now.plusSeconds(86400)),
            subject,
            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
      byte[] certificate =
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate()))
              .getEncoded();
      pem(name + ".crt", "CERTIFICATE", certificate);
      pem(name + ".key", "PRIVATE KEY", pair.getPrivate());
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("cannot sign", e);
    }
  }

  private void pem(String file, String type, Key key) throws IOException {
    pem(file, type, key.getEncoded());
  }

  private void pem(String file, String type, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file(file), "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
