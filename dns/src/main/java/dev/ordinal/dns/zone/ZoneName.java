package dev.ordinal.dns.zone;

/** What a name of the cluster's domain stands for; labels are in lower case. */
sealed interface ZoneName {

  /** The domain itself. */
  record Apex() implements ZoneName {}

  /** {@code dns-version}, which tells the version of the schema. */
  record DnsVersion() implements ZoneName {}

  /** {@code ns.dns}, the name server. */
  record NameServer() implements ZoneName {}

  /** {@code svc}, {@code pod} or {@code dns}, which have no records but exist. */
  record Branch() implements ZoneName {}

  /** {@code <namespace>.svc} or {@code <namespace>.pod}. */
  record NamespaceBranch(String namespace) implements ZoneName {}

  /** {@code <service>.<namespace>.svc}. */
  record ServiceName(String namespace, String service) implements ZoneName {}

  /** {@code <label>.<service>.<namespace>.svc}. */
  record EndpointName(String namespace, String service, String label) implements ZoneName {}

  /** {@code _<port>._<protocol>.<service>.<namespace>.svc}, without the underscores. */
  record PortName(String namespace, String service, String port, String protocol)
      implements ZoneName {}

  /** {@code <address with dashes>.<namespace>.pod}. */
  record PodName(String namespace, String address) implements ZoneName {}

  /** Nothing that could exist. */
  record Unknown() implements ZoneName {}
}
