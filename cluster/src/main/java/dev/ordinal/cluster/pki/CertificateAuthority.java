package dev.ordinal.cluster.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs the cluster's certificates; its key lies in {@code ca.key} and is used by the launcher
 * only.
 */
final class CertificateAuthority {

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  private static final Duration LEAF_LIFE = Duration.ofDays(365);
  // Clocks of guests and hosts differ a little; upstream's tools back-date certificates too.
  private static final Duration BACK_DATED = Duration.ofMinutes(5);

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final SecureRandom random = new SecureRandom();

  private CertificateAuthority(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /** Reads the authority of a directory, or makes it. */
  static CertificateAuthority openOrCreate(Path directory)
      throws IOException, GeneralSecurityException {
    Path keyFile = directory.resolve("ca.key");
    Path certificateFile = directory.resolve("ca.crt");
    if (Files.exists(certificateFile)) {
      return new CertificateAuthority(readKey(keyFile), readCertificate(certificateFile));
    }
    KeyPair pair = newKeyPair();
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, "ordinal-ca").build();
    X509v3CertificateBuilder builder =
        builder(name, name, pair.getPublic(), AUTHORITY_LIFE, new SecureRandom());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      X509Certificate made = sign(builder, pair.getPrivate());
      Pem.write(keyFile, "PRIVATE KEY", pair.getPrivate().getEncoded());
      Pem.write(certificateFile, "CERTIFICATE", made.getEncoded());
      return new CertificateAuthority(pair.getPrivate(), made);
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("cannot sign with the authority's key", e);
    }
  }

  /** Makes a key and a certificate for a leaf and writes both. */
  void issue(Leaf leaf, Path directory) throws IOException, GeneralSecurityException {
    KeyPair pair = newKeyPair();
    X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
    leaf.organizations().forEach(organization -> subject.addRDN(BCStyle.O, organization));
    subject.addRDN(BCStyle.CN, leaf.commonName());
    X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    X509v3CertificateBuilder builder =
        builder(issuer, subject.build(), pair.getPublic(), LEAF_LIFE, random);
    try {
      List<KeyPurposeId> purposes = new ArrayList<>(List.of(KeyPurposeId.id_kp_clientAuth));
      if (leaf.isServer()) {
        purposes.add(KeyPurposeId.id_kp_serverAuth);
        builder.addExtension(
            Extension.subjectAlternativeName, false, alternativeNames(leaf.names()));
      }
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
      X509Certificate made = sign(builder, key);
      Pem.write(
          directory.resolve(leaf.file() + ".key"), "PRIVATE KEY", pair.getPrivate().getEncoded());
      Pem.write(directory.resolve(leaf.file() + ".crt"), "CERTIFICATE", made.getEncoded());
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("cannot sign " + leaf.file(), e);
    }
  }

  static KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  static X509Certificate readCertificate(Path file) throws IOException, GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Pem.read(file)));
  }

  private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Pem.read(file)));
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey publicKey, Duration life, SecureRandom random) {
    Instant now = Instant.now();
    return new X509v3CertificateBuilder(
        issuer,
        new BigInteger(120, random),
        Date.from(now.minus(BACK_DATED)),
        Date.from(now.plus(life)),
        subject,
        SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()));
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException, IOException {
    byte[] der =
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)).getEncoded();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static GeneralNames alternativeNames(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(
                name ->
                    new GeneralName(
                        name.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName,
                        name))
            .toArray(GeneralName[]::new));
  }
}
