package dev.ordinal.apiserver.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A throw-away authority whose certificates lie as PEM files in a directory. */
public final class TestingPki {

  /** The PEM files of one certificate (or public key) and its private key. */
  public record Pair(Path certificate, Path key) {}

  private final Path directory;
  private final KeyPair caKeys;
  private final X500Name caName;

  /** A new authority. */
  public TestingPki(Path directory) {
    this.directory = directory;
    this.caKeys = keys();
    this.caName = // All authorities share the name: only the key tells a stranger from a friend.
        new X500Name("CN=testing-ca");
    try {
      JcaX509v3CertificateBuilder builder = builder(caName, caKeys);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      write("ca.crt", "CERTIFICATE", sign(builder).getEncoded());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The authority's certificate. */
  public Path ca() {
    return directory.resolve("ca.crt");
  }

  /** A client's certificate; the subject is in RFC 4514 form, {@code O=system:masters,CN=admin}. */
  public Pair client(String file, String subject) {
    return leaf(file, subject, KeyPurposeId.id_kp_clientAuth);
  }

  /** A server's certificate for 127.0.0.1 and localhost. */
  public Pair server(String file, String subject) {
    return leaf(file, subject, KeyPurposeId.id_kp_serverAuth);
  }

  /** A bare key pair: the private key and the public key, in PEM. */
  public Pair keyPair(String file) {
    KeyPair pair = keys();
    return new Pair(
        write(file + ".pub", "PUBLIC KEY", pair.getPublic().getEncoded()),
        write(file + ".key", "PRIVATE KEY", pair.getPrivate().getEncoded()));
  }

  /** TLS that trusts this authority and shows a certificate, if there is one. */
  public SSLContext context(@Nullable Pair identity) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", certificate(ca()));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
      own.load(null, null);
      if (identity != null) {
        addKey(own, identity);
      }
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addKey(KeyStore own, Pair identity)
      throws IOException, GeneralSecurityException {
    String pem = Files.readString(identity.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
    own.setKeyEntry(
        "me",
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))),
        new char[0],
        new Certificate[] {certificate(identity.certificate())});
  }

  private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private Pair leaf(String file, String subject, KeyPurposeId purpose) {
    KeyPair pair = keys();
    try {
      JcaX509v3CertificateBuilder builder = builder(new X500Name(subject), pair);
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.dNSName, "localhost")
              }));
      return new Pair(
          write(file + ".crt", "CERTIFICATE", sign(builder).getEncoded()),
          write(file + ".key", "PRIVATE KEY", pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair pair) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        caName,
        BigInteger.valueOf(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(Duration.ofDays(1))),
        subject,
        pair.getPublic());
  }

  private X509Certificate sign(JcaX509v3CertificateBuilder builder)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(caKeys.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path write(String file, String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    try {
      return Files.write(
          directory.resolve(file),
          List.of("-----BEGIN " + label + "-----", body, "-----END " + label + "-----"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
