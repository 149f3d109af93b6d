package dev.ordinal.nodeagent.server;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Who may use the interface: the API server's own client certificate, and administrators. */
final class ClientIdentity {

  private static final String API_SERVER = "kube-apiserver-kubelet-client";
  private static final String ADMINISTRATORS = "system:masters";

  private ClientIdentity() {}

  /** Whether the certificate that the client has shown is one of those. */
  static boolean isAllowed(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      return false;
    }
    try {
      Certificate[] chain = tls.engine().getSession().getPeerCertificates();
      return chain[0] instanceof X509Certificate certificate
          && isAllowed(certificate.getSubjectX500Principal().getName());
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  static boolean isAllowed(String subject) {
    try {
      for (Rdn part : new LdapName(subject).getRdns()) {
        String value = String.valueOf(part.getValue());
        if ((part.getType().equalsIgnoreCase("CN") && value.equals(API_SERVER))
            || (part.getType().equalsIgnoreCase("O") && value.equals(ADMINISTRATORS))) {
          return true;
        }
      }
      return false;
    } catch (InvalidNameException e) {
      return false;
    }
  }
}
