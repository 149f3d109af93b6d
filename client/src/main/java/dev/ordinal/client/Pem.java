package dev.ordinal.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys (PKCS#8, and the older PKCS#1 and SEC 1) from PEM. */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([^-]*)-----END");
  private static final byte[] RSA_ALGORITHM =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");

  private Pem() {}

  static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      throw new InvalidKeySpecException("no private key in the PEM text");
    }
    byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
    byte[] pkcs8 =
        switch (matcher.group(1)) {
          case "RSA PRIVATE KEY" -> wrap(RSA_ALGORITHM, der);
          case "EC PRIVATE KEY" -> wrap(ecAlgorithm(der), der);
          default -> der;
        };
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    InvalidKeySpecException failure =
        new InvalidKeySpecException("the private key is neither EC nor RSA nor Ed25519");
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  /** SEC 1 keeps the curve in its element [0]; PKCS#8 wants it beside the algorithm's name. */
  private static byte[] ecAlgorithm(byte[] sec1) throws InvalidKeySpecException {
    for (int i = 2; i + 3 < sec1.length; i++) {
      boolean tagged = (sec1[i] & 0xff) == 0xa0 && sec1[i + 2] == 0x06;
      if (tagged && sec1[i + 1] == sec1[i + 3] + 2) {
        byte[] curve = java.util.Arrays.copyOfRange(sec1, i + 2, i + 2 + sec1[i + 1]);
        return element(0x30, EC_OID, curve);
      }
    }
    throw new InvalidKeySpecException("the EC key does not name its curve");
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return element(0x30, new byte[] {2, 1, 0}, algorithm, element(0x04, key));
  }

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
