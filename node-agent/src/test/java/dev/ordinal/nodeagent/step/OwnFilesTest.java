package dev.ordinal.nodeagent.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.client.Json;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnFilesTest {

  private static final DnsSettings DNS =
      new DnsSettings(List.of("10.96.0.10"), "cluster.local", Path.of("/dev/null"));
  private static final String HOST = "nameserver 1.1.1.1\nsearch corp.example\noptions timeout:2\n";

  private static Pod pod(String spec) {
    String text = "{'metadata':{'name':'web-0','namespace':'shop'},'spec':" + spec + "}";
    return Json.as(Json.parse(text.replace('\'', '"')), Pod.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | search shop.svc.cluster.local svc.cluster.local cluster.local"
            + " corp.example#nameserver 10.96.0.10#options ndots:5#",
        "{\"dnsPolicy\":\"Default\"} | search corp.example#nameserver 1.1.1.1#options timeout:2#",
        "{\"hostNetwork\":true} | search corp.example#nameserver 1.1.1.1#options timeout:2#",
        "{\"hostNetwork\":true,\"dnsPolicy\":\"ClusterFirstWithHostNet\"} | search"
            + " shop.svc.cluster.local svc.cluster.local cluster.local corp.example#nameserver"
            + " 10.96.0.10#options ndots:5#",
        "{\"dnsPolicy\":\"None\",\"dnsConfig\":{\"nameservers\":[\"9.9.9.9\"],\"searches\":[\"x.y\"],"
            + "\"options\":[{\"name\":\"edns0\"}]}} | search x.y#nameserver 9.9.9.9#options edns0#",
        "{\"dnsConfig\":{\"options\":[{\"name\":\"ndots\",\"value\":\"2\"}]}} | search"
            + " shop.svc.cluster.local svc.cluster.local cluster.local corp.example#nameserver"
            + " 10.96.0.10#options ndots:2#",
      })
  void resolvConfFollowsThePolicy(String spec, String expected) {
    assertThat(ResolvConf.of(pod(spec), DNS, HOST).text()).isEqualTo(expected.replace('#', '\n'));
  }

  @Test
  void tooManyServersAreCutAndTold() {
    ResolvConf names =
        ResolvConf.of(
            pod("{'dnsConfig':{'nameservers':['1.0.0.1','1.0.0.2','1.0.0.3']}}"), DNS, HOST);
    assertThat(names.text()).doesNotContain("1.0.0.3");
    assertThat(names.complaint()).startsWith("Nameserver limits were exceeded");
  }

  @Test
  void withoutClusterDnsTheHostsFileIsUsed() {
    ResolvConf names =
        ResolvConf.of(
            pod("{}"), new DnsSettings(List.of(), "cluster.local", Path.of("/dev/null")), HOST);
    assertThat(names.clusterDnsMissing()).isTrue();
    assertThat(names.text()).contains("nameserver 1.1.1.1");
  }

  @Test
  void hostsNameThePodAndItsAliases() {
    String text =
        HostsFile.of(
            pod("{'subdomain':'db','hostAliases':[{'ip':'1.2.3.4','hostnames':['a','b']}]}"),
            "10.244.0.5",
            "cluster.local");
    assertThat(text)
        .startsWith("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n")
        .contains("10.244.0.5\tweb-0.db.shop.svc.cluster.local\tweb-0\n")
        .endsWith("\n# Entries added by HostAliases.\n1.2.3.4\ta\tb\n");
    assertThat(HostsFile.of(pod("{}"), "10.244.0.5", "cluster.local"))
        .endsWith("10.244.0.5\tweb-0\n");
  }
}
