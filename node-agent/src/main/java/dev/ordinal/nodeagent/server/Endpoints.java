package dev.ordinal.nodeagent.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import dev.ordinal.nodeagent.pod.PodView;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.LogReader;
import dev.ordinal.nodeagent.runtime.PodRuntime;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** From a route to what serves it. */
final class Endpoints {

  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final KubeletServer.Subject subject;
  private final PodRuntime runtime;
  private final Supplier<String> metrics;
  private final StreamEndpoints streams;

  Endpoints(KubeletServer.Subject subject, PodRuntime runtime, Supplier<String> metrics) {
    this.subject = subject;
    this.runtime = runtime;
    this.metrics = metrics;
    this.streams = new StreamEndpoints(runtime);
  }

  void serve(Route route, Exchange exchange) throws IOException, InterruptedException {
    switch (route) {
      case Route.Logs logs -> logs(logs, exchange);
      case Route.Exec exec -> {
        PodView pod = pod(exec.namespace(), exec.pod());
        streams.exec(running(pod, exec.container()), exec.query(), exchange);
      }
      case Route.Attach attach -> {
        PodView pod = pod(attach.namespace(), attach.pod());
        ContainerId id = running(pod, attach.container());
        streams.attach(id, runs(pod, attach.container()), attach.query(), exchange);
      }
      case Route.PortForward forward -> {
        PodView pod = pod(forward.namespace(), forward.pod());
        streams.portForward(
            pod.pod().getMetadata().getUid(), forward.pod(), forward.query(), exchange);
      }
      case Route.Document document -> document(document.name(), exchange);
      case Route.Unknown() -> throw Refusal.notFound("404 page not found");
    }
  }

  private void document(String name, Exchange exchange) {
    switch (name) {
      case "healthz", "livez", "readyz", "healthz/ping" ->
          exchange.answer(HttpResponseStatus.OK, TEXT, "ok");
      case "pods", "runningpods" -> exchange.answer(HttpResponseStatus.OK, JSON, podList());
      case "stats/summary" ->
          exchange.answer(
              HttpResponseStatus.OK, JSON, Summary.of(subject, Instant.now()).toString());
      case "metrics" ->
          exchange.answer(
              HttpResponseStatus.OK, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
      default -> throw Refusal.notFound("404 page not found");
    }
  }

  private String podList() {
    ObjectNode list = Json.object();
    list.put("kind", "PodList").put("apiVersion", "v1");
    list.putObject("metadata");
    var items = list.putArray("items");
    subject.pods().forEach(view -> items.add(Json.tree(view.pod())));
    return list.toString();
  }

  private void logs(Route.Logs route, Exchange exchange) throws IOException, InterruptedException {
    PodView pod = pod(route.namespace(), route.pod());
    LogOptions options = LogOptions.of(route.query(), Instant.now());
    PodView.Runs runs = runs(pod, route.container());
    ContainerId id;
    if (options.previous()) {
      id =
          runs.previous()
              .or(
                  () ->
                      runs.running()
                          ? java.util.Optional.empty()
                          : runs.current().filter(run -> isCrashLooping(runs)))
              .orElseThrow(
                  () ->
                      Refusal.badRequest(
                          "previous terminated container \""
                              + route.container()
                              + "\" in pod \""
                              + route.pod()
                              + "\" not found"));
    } else {
      id =
          runs.current()
              .orElseThrow(
                  () ->
                      Refusal.badRequest(
                          "container \""
                              + route.container()
                              + "\" in pod \""
                              + route.pod()
                              + "\" is waiting to start: "
                              + waitingText(runs)));
    }
    try (LogReader reader = runtime.openLog(id)) {
      new LogStreamer(reader, options, exchange).run();
    }
  }

  /** While a container is held back, the run that has just ended counts as its previous one. */
  private static boolean isCrashLooping(PodView.Runs runs) {
    return runs.waitingReason().equals("CrashLoopBackOff");
  }

  private static String waitingText(PodView.Runs runs) {
    return switch (runs.waitingReason()) {
      case "ErrImagePull", "ImagePullBackOff" -> "trying and failing to pull image";
      case "ErrImageNeverPull" -> "image can't be pulled";
      default -> runs.waitingReason();
    };
  }

  private PodView pod(String namespace, String name) {
    return subject
        .pod(namespace, name)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "pod \"" + name + "\" in namespace \"" + namespace + "\" not found"));
  }

  private static PodView.Runs runs(PodView pod, String container) {
    Map<String, PodView.Runs> containers = pod.containers();
    PodView.Runs runs = containers.get(container);
    if (runs == null) {
      throw Refusal.notFound(
          "container \""
              + container
              + "\" is not valid for pod \""
              + pod.pod().getMetadata().getName()
              + "\"");
    }
    return runs;
  }

  private static ContainerId running(PodView pod, String container) {
    PodView.Runs runs = runs(pod, container);
    if (!runs.running()) {
      throw Refusal.internal("container not found (\"" + container + "\")");
    }
    return runs.current().orElseThrow();
  }
}
