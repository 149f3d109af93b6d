package dev.ordinal.cluster.local;

import dev.ordinal.cluster.pki.ClusterPki;
import java.util.ArrayList;
import java.util.List;

/**
 * Every process of a cluster with its flags, in the order of starting; stopping goes the other way.
 *
 * <p>The main classes are named as text: this module starts them as processes and has no other use
 * for them.
 */
final class Components {

  static final String API_SERVER = "api-server";
  static final String CONTROLLER = "controller";
  static final String DNS = "dns";

  private static final String CLUSTER_DOMAIN = "cluster.local";
  private static final String CLUSTER_DNS = "10.96.0.10";
  // In-cluster addresses that every agent answers on its node and relays to the host's loopback.
  private static final String API_RELAY = "172.30.255.1";
  private static final String DNS_RELAY = "172.30.255.2";

  private final DataDirectory directory;
  private final ClusterState state;
  private final ClusterPki pki;

  Components(DataDirectory directory, ClusterState state, ClusterPki pki) {
    this.directory = directory;
    this.state = state;
    this.pki = pki;
  }

  /** The names the API server is reached by, from the host and from pods. */
  static List<String> serverNames() {
    return List.of(
        "127.0.0.1",
        "localhost",
        "10.96.0.1",
        API_RELAY,
        "kubernetes",
        "kubernetes.default",
        "kubernetes.default.svc",
        "kubernetes.default.svc." + CLUSTER_DOMAIN);
  }

  List<Component> all() {
    List<Component> all = new ArrayList<>(List.of(apiServer(), controller(), dns()));
    NodePlan.of(state.nodes()).forEach(node -> all.add(agent(node)));
    return all;
  }

  Component apiServer() {
    List<String> flags = new ArrayList<>();
    flags.add("--bind-address=127.0.0.1");
    flags.add("--secure-port=" + state.apiPort());
    flags.add("--storage-dir=" + directory.store());
    flags.add("--tls-cert-file=" + pki.certificate("apiserver"));
    flags.add("--tls-private-key-file=" + pki.key("apiserver"));
    flags.add("--client-ca-file=" + pki.authority());
    flags.add("--kubelet-client-certificate=" + pki.certificate("apiserver-kubelet-client"));
    flags.add("--kubelet-client-key=" + pki.key("apiserver-kubelet-client"));
    flags.add("--kubelet-certificate-authority=" + pki.authority());
    flags.add("--service-account-signing-key-file=" + pki.serviceAccountKey());
    flags.add("--service-account-key-file=" + pki.serviceAccountPublicKey());
    flags.add("--service-account-issuer=https://kubernetes.default.svc." + CLUSTER_DOMAIN);
    flags.add("--service-cluster-ip-range=10.96.0.0/16");
    flags.add("--advertise-address=" + API_RELAY);
    flags.add("--cluster-dns=" + CLUSTER_DNS);
    flags.add("--cluster-dns-endpoint=" + DNS_RELAY);
    if (state.isolation() == Isolation.PROCESS) {
      flags.add("--allow-loopback-endpoints=true");
    }
    flags.add("--address-file=" + directory.address(API_SERVER));
    return new Component(API_SERVER, "dev.ordinal.apiserver.ApiServerMain", false, 512, flags);
  }

  Component controller() {
    return new Component(
        CONTROLLER,
        "dev.ordinal.controller.ControllerMain",
        state.isolation() == Isolation.NAMESPACES,
        256,
        List.of(
            "--kubeconfig=" + directory.kubeconfig(CONTROLLER),
            "--volumes-dir=" + directory.volumes(),
            "--address-file=" + directory.address(CONTROLLER)));
  }

  Component dns() {
    return new Component(
        DNS,
        "dev.ordinal.dns.DnsMain",
        false,
        128,
        List.of(
            "--kubeconfig=" + directory.kubeconfig(DNS),
            "--listen=127.0.0.1:" + state.dnsPort(),
            "--cluster-domain=" + CLUSTER_DOMAIN,
            "--address-file=" + directory.address(DNS)));
  }

  Component agent(NodePlan node) {
    List<String> flags = new ArrayList<>();
    flags.add("--kubeconfig=" + directory.kubeconfig(node.name()));
    flags.add("--hostname-override=" + node.name());
    flags.add("--root-dir=" + directory.node(node.name()));
    flags.add("--volumes-dir=" + directory.volumes());
    flags.add("--node-ip=" + node.address());
    flags.add("--pod-cidr=" + node.podCidr());
    flags.add("--cluster-cidr=10.244.0.0/16");
    flags.add("--cluster-dns=" + CLUSTER_DNS);
    flags.add("--cluster-domain=" + CLUSTER_DOMAIN);
    flags.add("--cluster-dns-server=127.0.0.1:" + state.dnsPort());
    flags.add("--api-relay-address=" + API_RELAY + ":6443");
    flags.add("--dns-relay-address=" + DNS_RELAY + ":53");
    flags.add("--port=0");
    flags.add("--tls-cert-file=" + pki.certificate("node-" + node.name()));
    flags.add("--tls-private-key-file=" + pki.key("node-" + node.name()));
    flags.add("--client-ca-file=" + pki.authority());
    flags.add("--isolation=" + state.isolation().flag());
    flags.add("--catalogue-dir=" + directory.root().resolve("images"));
    flags.add("--address-file=" + directory.address(node.name()));
    return new Component(
        node.name(),
        "dev.ordinal.nodeagent.NodeAgentMain",
        state.isolation() == Isolation.NAMESPACES,
        256,
        flags);
  }
}
