package dev.ordinal.apiserver.auth;

import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.User;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows callers by their client certificate: the common name is the user, organizations are groups.
 */
public final class ClientCertificates implements Authenticator {

  private static final Logger LOG = LoggerFactory.getLogger(ClientCertificates.class);
  private static final int REMEMBERED = 256;
  private static final String ANY_USAGE = "2.5.29.37.0";
  private static final String CLIENT_USAGE = "1.3.6.1.5.5.7.3.2";

  private final X509TrustManager trust;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<X509Certificate, User> verified =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<X509Certificate, User> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Trusts the certificates of a PEM file.
   *
   * @throws IOException when it cannot be read or holds none
   */
  public ClientCertificates(Path clientCa) throws IOException {
    try (InputStream in = Files.newInputStream(clientCa)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + number++, one);
      }
      if (number == 0) {
        throw new IOException(clientCa + " holds no certificate");
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      this.trust = first(factory.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new IOException(clientCa + ": " + e.getMessage(), e);
    }
  }

  private static X509TrustManager first(TrustManager[] managers) throws IOException {
    for (TrustManager manager : managers) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new IOException("this JDK cannot verify certificates");
  }

  @Override
  public Optional<User> authenticate(ApiRequest request) {
    List<X509Certificate> chain = request.caller().certificates();
    return chain.isEmpty() ? Optional.empty() : Optional.of(user(chain));
  }

  private User user(List<X509Certificate> chain) {
    X509Certificate leaf = chain.getFirst();
    try {
      User known = remembered(leaf);
      if (known != null) {
        leaf.checkValidity();
        return known;
      }
      trust.checkClientTrusted(
          chain.toArray(X509Certificate[]::new), leaf.getPublicKey().getAlgorithm());
      List<String> usages = leaf.getExtendedKeyUsage();
      if (usages != null && !usages.contains(CLIENT_USAGE) && !usages.contains(ANY_USAGE)) {
        throw new CertificateException("the certificate is not for clients");
      }
      User user = subject(leaf);
      remember(leaf, user);
      return user;
    } catch (CertificateException e) {
      LOG.info("a client certificate was refused: {}", e.getMessage());
      throw ApiException.unauthorized();
    }
  }

  private @org.jspecify.annotations.Nullable User remembered(X509Certificate leaf) {
    lock.lock();
    try {
      return verified.get(leaf);
    } finally {
      lock.unlock();
    }
  }

  private void remember(X509Certificate leaf, User user) {
    lock.lock();
    try {
      verified.put(leaf, user);
    } finally {
      lock.unlock();
    }
  }

  private static User subject(X509Certificate leaf) throws CertificateException {
    try {
      String name = "";
      Set<String> groups = new HashSet<>();
      LdapName subject = new LdapName(leaf.getSubjectX500Principal().getName());
      for (Rdn part : subject.getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          name = String.valueOf(part.getValue());
        } else if (part.getType().equalsIgnoreCase("O")) {
          groups.add(String.valueOf(part.getValue()));
        }
      }
      if (name.isEmpty()) {
        throw new CertificateException("the certificate has no common name");
      }
      groups.add("system:authenticated");
      return new User(name, "", groups);
    } catch (InvalidNameException e) {
      throw new CertificateException(e);
    }
  }
}
