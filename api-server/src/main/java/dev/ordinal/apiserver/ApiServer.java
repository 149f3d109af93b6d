package dev.ordinal.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.admission.AdmissionStep;
import dev.ordinal.apiserver.admission.AdmissionSteps;
import dev.ordinal.apiserver.auth.AuthenticationFilter;
import dev.ordinal.apiserver.auth.AuthorizationFilter;
import dev.ordinal.apiserver.auth.Authorizer;
import dev.ordinal.apiserver.auth.ClientCertificates;
import dev.ordinal.apiserver.auth.ImpersonationFilter;
import dev.ordinal.apiserver.auth.NodeRules;
import dev.ordinal.apiserver.auth.PemKeys;
import dev.ordinal.apiserver.auth.Rules;
import dev.ordinal.apiserver.auth.ServiceAccountTokens;
import dev.ordinal.apiserver.auth.TokenKeys;
import dev.ordinal.apiserver.bootstrap.Bootstrap;
import dev.ordinal.apiserver.bootstrap.BootstrapLoop;
import dev.ordinal.apiserver.cache.CacheFeeder;
import dev.ordinal.apiserver.discovery.DiscoveryHandler;
import dev.ordinal.apiserver.discovery.NoCustomResources;
import dev.ordinal.apiserver.discovery.OpenApiHandler;
import dev.ordinal.apiserver.http.HttpServerConfig;
import dev.ordinal.apiserver.http.NettyHttpServer;
import dev.ordinal.apiserver.kind.Kinds;
import dev.ordinal.apiserver.kind.ObjectCodec;
import dev.ordinal.apiserver.kind.registry.KindRegistry;
import dev.ordinal.apiserver.kind.service.ServiceAllocation;
import dev.ordinal.apiserver.metrics.RequestMetrics;
import dev.ordinal.apiserver.openapi.OpenApi;
import dev.ordinal.apiserver.operation.Admission;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.patch.TypedPatcher;
import dev.ordinal.apiserver.relay.AgentTls;
import dev.ordinal.apiserver.relay.PodRelay;
import dev.ordinal.apiserver.render.Renderer;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.ErrorFilter;
import dev.ordinal.apiserver.request.RequestFilter;
import dev.ordinal.apiserver.request.RequestPipeline;
import dev.ordinal.apiserver.resource.ResourceStore;
import dev.ordinal.apiserver.schema.Schemas;
import dev.ordinal.apiserver.schema.TypedCodec;
import dev.ordinal.apiserver.verb.ReviewHandler;
import dev.ordinal.apiserver.verb.TokenHandler;
import dev.ordinal.apiserver.verb.VerbDispatcher;
import dev.ordinal.apiserver.verb.VerbHandler;
import dev.ordinal.storage.HistoryCompaction;
import dev.ordinal.storage.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The Kubernetes API over HTTPS on a store. The constructor binds, {@link #start} serves, {@link
 * #close} drains; the store stays its owner's to close.
 */
public final class ApiServer implements AutoCloseable {

  private final CacheFeeder caches;
  private final HistoryCompaction compaction;
  private final BootstrapLoop bootstrap;
  private final NettyHttpServer http;
  private final Registry registry;
  private final Kinds kinds;
  private final ApiServerConfig config;
  private final ServiceAllocation services;
  private final ServiceAccountTokens tokens;
  private final Authorizer authorizer;
  private final Renderer renderer;
  private final RequestMetrics metrics;

  /**
   * Binds the address; nothing is served yet.
   *
   * @throws IOException when the address is taken or a file cannot be read; the message names it
   */
  public ApiServer(ApiServerConfig config, Store store) throws IOException {
    this.config = config;
    this.services = new ServiceAllocation(config.network().serviceRange());
    Schemas schemas = Schemas.builtIn();
    ObjectCodec codec = new TypedCodec(schemas);
    this.kinds = KindRegistry.builtIn(config.featureGates(), config.network().loopbackEndpoints());
    this.caches = new CacheFeeder(store);
    this.compaction = new HistoryCompaction(store);
    ResourceStore resources = new ResourceStore(store, caches, codec);
    InstantSource clock = InstantSource.system();
    this.registry =
        new Registry(
            resources,
            codec,
            new Admission(AdmissionSteps.defaults(services), kinds, resources),
            clock);
    this.bootstrap =
        new BootstrapLoop(new Bootstrap(registry, kinds, addresses(config.network(), services)));
    this.metrics =
        new RequestMetrics(
            target -> kinds.find(target.group(), target.version(), target.plural()).isPresent(),
            () -> store.revision().value());
    this.renderer = new Renderer(resources, clock);
    AdmissionStep.Objects objects = registry.admission().objects();
    this.tokens = tokens(config.serviceAccounts(), objects, clock);
    this.authorizer = Rules.all(new NodeRules(objects));
    VerbDispatcher verbs =
        new VerbDispatcher(kinds, registry, renderer, new TypedPatcher(schemas), subresources());

    RequestPipeline pipeline =
        new RequestPipeline(
            List.of(
                // Counts what is asked, failures included.
                metrics,
                // Every failure below becomes a Status here.
                new ErrorFilter(),
                new AuthenticationFilter(
                    List.of(new ClientCertificates(config.tls().clientCa()), tokens)),
                // Before rights are looked at: they are those of whom the caller acts as.
                new ImpersonationFilter(authorizer),
                new AuthorizationFilter(authorizer)),
            router(schemas, verbs));
    this.http =
        new NettyHttpServer(
            new HttpServerConfig(
                config.bind().address(),
                config.bind().port(),
                config.tls().certificate(),
                config.tls().privateKey(),
                config.tls().clientCa(),
                HttpServerConfig.DEFAULT_MAX_BODY_BYTES),
            pipeline);
  }

  private static ServiceAccountTokens tokens(
      ApiServerConfig.ServiceAccounts config, AdmissionStep.Objects objects, InstantSource clock)
      throws IOException {
    TokenKeys keys =
        new TokenKeys(
            PemKeys.privateKey(config.signingKey()), PemKeys.publicKey(config.publicKey()));
    return new ServiceAccountTokens(keys, config.issuer(), objects, clock);
  }

  private Map<String, VerbHandler> subresources() throws IOException {
    ApiServerConfig.Kubelet kubelet = config.kubelet();
    PodRelay relay =
        new PodRelay(
            registry.admission().objects(),
            new AgentTls(kubelet.certificate(), kubelet.privateKey(), kubelet.authority()));
    return Map.of(
        "serviceaccounts/token",
        new TokenHandler(registry, kinds, renderer, tokens),
        "pods/log",
        (request, _) -> relay.log(request),
        "pods/exec",
        (request, _) -> relay.exec(request),
        "pods/attach",
        (request, _) -> relay.attach(request),
        "pods/portforward",
        (request, _) -> relay.portForward(request));
  }

  private RequestFilter.Handler router(Schemas schemas, VerbDispatcher verbs) {
    ServerInfo info = new ServerInfo(Map.of("ping", () -> true, "etcd", () -> true));
    return new Router(
        List.of(
            new Router.Route(ServerInfo::servesVersion, info::version),
            new Router.Route(ServerInfo::servesHealth, info::health),
            new Router.Route(
                DiscoveryHandler::serves,
                new DiscoveryHandler(kinds, ReviewHandler.QUESTIONS, advertised())),
            new Router.Route(
                ReviewHandler::serves,
                new ReviewHandler(authorizer, tokens, renderer, registry.codec())),
            new Router.Route(
                request -> request.path().equals("/.well-known/openid-configuration"),
                _ -> json(tokens.configuration("https://" + advertised() + "/openid/v1/jwks"))),
            new Router.Route(
                request -> request.path().equals("/openid/v1/jwks"), _ -> json(tokens.keySet())),
            new Router.Route(NoCustomResources::serves, NoCustomResources::list),
            new Router.Route(RequestMetrics::serves, metrics::text),
            new Router.Route(
                OpenApiHandler::serves, new OpenApiHandler(new OpenApi(schemas, kinds.all())))),
        verbs,
        version -> kinds.all().stream().anyMatch(type -> type.apiVersion().equals(version)));
  }

  private static ApiResponse json(ObjectNode document) {
    return ApiResponse.json(200, document.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Bootstrap.Addresses addresses(
      ApiServerConfig.Network network, ServiceAllocation services) {
    return new Bootstrap.Addresses(
        services.firstAddress(),
        network.advertiseAddress(),
        network.clusterDns(),
        network.clusterDnsEndpoint());
  }

  private String advertised() {
    return config.network().advertiseAddress() + ":6443";
  }

  /** The bound address, known before {@link #start}. */
  public InetSocketAddress address() {
    return http.address();
  }

  /** Serves from now on. */
  public void start() {
    caches.start();
    compaction.start();
    bootstrap.start();
    http.start();
  }

  /** Ends watches, lets requests under way finish, closes every connection. May be called again. */
  @Override
  public void close() {
    http.drain();
    bootstrap.close();
    compaction.close();
    caches.close();
    http.close();
  }
}
