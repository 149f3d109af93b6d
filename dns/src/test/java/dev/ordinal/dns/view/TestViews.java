package dev.ordinal.dns.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Views made of objects as the API server writes them, in JSON with single quotes. */
public final class TestViews {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> namespaces = new TreeSet<>(Set.of("default", "kube-system"));
  private final List<ServiceView> services = new ArrayList<>();

  /** A namespace without services. */
  public TestViews namespace(String name) {
    namespaces.add(name);
    return this;
  }

  /** A service of namespace default or, as {@code namespace/name}, of another. */
  public TestViews service(String name, String spec, String... slices) {
    int slash = name.indexOf('/');
    String namespace = slash < 0 ? "default" : name.substring(0, slash);
    namespaces.add(namespace);
    JsonNode service =
        json(
            "{'metadata':{'namespace':'%s','name':'%s'},'spec':%s}"
                .formatted(namespace, name.substring(slash + 1), spec));
    List<JsonNode> all = new ArrayList<>();
    for (String slice : slices) {
      all.add(json(slice));
    }
    services.add(ServiceReader.read(service, all));
    return this;
  }

  /** The view, last changed at 2026-01-01. */
  public ClusterView build() {
    return ClusterView.of(namespaces, services, Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** A cluster as after the book's StatefulSet, and some oddities. */
  public static ClusterView book() {
    return new TestViews()
        .namespace("empty")
        .service(
            "kubernetes",
            "{'clusterIP':'10.96.0.1','clusterIPs':['10.96.0.1'],"
                + "'ports':[{'name':'https','port':443,'targetPort':6443}]}",
            "{'ports':[{'name':'https','port':6443}],'endpoints':[{'addresses':['172.30.255.1']}]}")
        .service(
            "kube-system/kube-dns",
            "{'clusterIP':'10.96.0.10','clusterIPs':['10.96.0.10'],"
                + "'ports':[{'name':'dns','port':53,'protocol':'UDP'},"
                + "{'name':'dns-tcp','port':53,'protocol':'TCP'}]}")
        .service(
            "dullahan",
            "{'clusterIP':'None','clusterIPs':['None'],'ports':[{'name':'web','port':80}]}",
            """
            {'ports':[{'name':'web','port':80,'protocol':'TCP'}],'endpoints':[
             {'addresses':['10.244.1.2'],'hostname':'tkb-sts-0','conditions':{'ready':true}},
             {'addresses':['10.244.2.2'],'hostname':'tkb-sts-1','conditions':{}},
             {'addresses':['10.244.1.3'],'hostname':'tkb-sts-2','conditions':{'ready':true}},
             {'addresses':['10.244.2.3'],'hostname':'tkb-sts-3','conditions':{'ready':false}}]}
            """)
        .service(
            "nothing-ready",
            "{'clusterIP':'None','ports':[{'port':80}]}",
            "{'ports':[{'port':80}],'endpoints':"
                + "[{'addresses':['10.244.1.9'],'conditions':{'ready':false}}]}")
        .service(
            "bare",
            "{'clusterIP':'None'}",
            "{'ports':[],'endpoints':[{'addresses':['10.244.1.7']}]}")
        .service(
            "dual",
            "{'clusterIP':'10.96.7.7','clusterIPs':['10.96.7.7','fd00::7'],"
                + "'ports':[{'port':80},{'name':'admin','port':81}]}")
        .service("ext", "{'type':'ExternalName','externalName':'example.com'}")
        .service(
            "alias",
            "{'type':'ExternalName','externalName':'kubernetes.default.svc.cluster.local'}")
        .service("loop", "{'type':'ExternalName','externalName':'loop.default.svc.cluster.local'}")
        .service("other/1kubernetes", "{'clusterIPs':['10.96.5.5'],'ports':[]}")
        .build();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
