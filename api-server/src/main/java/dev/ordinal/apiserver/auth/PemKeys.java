package dev.ordinal.apiserver.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads EC keys from PEM files. */
public final class PemKeys {

  private static final int P256_BITS = 256;

  private PemKeys() {}

  /**
   * A private key in PKCS#8.
   *
   * @throws IOException naming the file, when it does not hold one
   */
  public static PrivateKey privateKey(Path file) throws IOException {
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(decode(file, "PRIVATE KEY")));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no EC private key: " + e.getMessage(), e);
    }
  }

  /**
   * A public key on P-256.
   *
   * @throws IOException naming the file, when it does not hold one
   */
  public static ECPublicKey publicKey(Path file) throws IOException {
    try {
      if (KeyFactory.getInstance("EC")
                  .generatePublic(new X509EncodedKeySpec(decode(file, "PUBLIC KEY")))
              instanceof ECPublicKey key
          && key.getParams().getOrder().bitLength() == P256_BITS) {
        return key;
      }
      throw new IOException(file + " holds a key, but not one on P-256");
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no EC public key: " + e.getMessage(), e);
    }
  }

  private static byte[] decode(Path file, String label) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    String begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + label + "-----");
    if (from < 0 || to < from) {
      throw new IOException(file + " has no PEM block \"" + label + "\"");
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is not PEM: " + e.getMessage(), e);
    }
  }
}
