package dev.ordinal.nodeagent.server;

import dev.ordinal.nodeagent.pod.PodView;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ExecProcess;
import dev.ordinal.nodeagent.runtime.ExecSpec;
import dev.ordinal.nodeagent.runtime.PodRuntime;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyVersion;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Exec, attach and port-forward, over whatever the client speaks. */
final class StreamEndpoints {

  private static final List<String> WEBSOCKET =
      List.of(
          "v5.channel.k8s.io",
          "v4.channel.k8s.io",
          "v4.base64.channel.k8s.io",
          "channel.k8s.io",
          "base64.channel.k8s.io");
  private static final List<String> SPDY =
      List.of("v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io");
  private static final List<String> FORWARD_WEBSOCKET =
      List.of(Upgrades.TUNNEL, "v4.channel.k8s.io", "portforward.k8s.io");
  private static final List<String> FORWARD_SPDY = List.of("portforward.k8s.io");

  private final PodRuntime runtime;

  StreamEndpoints(PodRuntime runtime) {
    this.runtime = runtime;
  }

  /** Which streams a request asks for. */
  private record Wanted(boolean stdin, boolean stdout, boolean stderr, boolean tty) {

    static Wanted of(Route.Query query) {
      boolean tty = query.isSet("tty");
      return new Wanted(
          query.isSet("input") || query.isSet("stdin"),
          query.isSet("output") || query.isSet("stdout"),
          !tty && (query.isSet("error") || query.isSet("stderr")),
          tty);
    }

    Set<String> types(boolean withResize) {
      Set<String> types = new LinkedHashSet<>(List.of("error"));
      if (stdin) {
        types.add("stdin");
      }
      if (stdout) {
        types.add("stdout");
      }
      if (stderr) {
        types.add("stderr");
      }
      if (tty && withResize) {
        types.add("resize");
      }
      return types;
    }
  }

  /** Starts the process once the client is connected. */
  private interface Starter {
    ExecProcess start();
  }

  void exec(ContainerId id, Route.Query query, Exchange exchange)
      throws IOException, InterruptedException {
    Wanted wanted = Wanted.of(query);
    List<String> command = query.all("command");
    if (command.isEmpty()) {
      throw Refusal.badRequest(
          "you must specify at least 1 of stdin, stdout, stderr and a command");
    }
    ExecSpec spec = new ExecSpec(command, wanted.stdin(), wanted.tty(), 0, 0);
    connect(exchange, wanted, () -> runtime.exec(id, spec), true);
  }

  void attach(ContainerId id, PodView.Runs runs, Route.Query query, Exchange exchange)
      throws IOException, InterruptedException {
    Wanted asked = Wanted.of(query);
    Wanted wanted =
        new Wanted(
            asked.stdin() && runs.stdin(),
            asked.stdout(),
            asked.stderr(),
            asked.tty() && runs.tty());
    // The client opens the streams it asked for, whatever the container has.
    connect(
        exchange, asked.tty() == wanted.tty() ? asked : wanted, () -> runtime.attach(id), false);
  }

  private void connect(Exchange exchange, Wanted wanted, Starter starter, boolean reportExit)
      throws IOException, InterruptedException {
    RemoteStreams streams;
    if (Upgrades.isWebSocket(exchange.request())) {
      AtomicReference<WebSocketStreams> made = new AtomicReference<>();
      Upgrades.webSocket(
          exchange,
          WEBSOCKET,
          protocol -> {
            made.set(
                new WebSocketStreams(
                    exchange.channel(), protocol, wanted.stdout(), wanted.stderr()));
            return List.of(made.get());
          });
      made.get().greet();
      streams = made.get();
    } else if (Upgrades.isSpdy(exchange.request())) {
      String protocol = Upgrades.spdyProtocol(exchange.request(), SPDY);
      SpdyStreams spdy = new SpdyStreams(protocol);
      SpdyConnection connection = new SpdyConnection(exchange.channel(), spdy::opened);
      Upgrades.spdy(exchange, protocol, connection);
      boolean withResize = protocol.startsWith("v4.") || protocol.startsWith("v3.");
      spdy.await(connection, wanted.types(withResize));
      streams = spdy;
    } else {
      throw Refusal.badRequest("Upgrade request required");
    }
    run(streams, wanted, starter, reportExit);
  }

  private static void run(RemoteStreams streams, Wanted wanted, Starter starter, boolean reportExit)
      throws IOException, InterruptedException {
    try (ExecProcess process = starter.start()) {
      if (!wanted.stdin()) {
        streams.stdin().close();
      }
      RemoteCommand.run(process, streams, reportExit);
    } catch (RuntimeFailure e) {
      streams.finish(new Outcome.Failure(String.valueOf(e.getMessage())));
    }
  }

  void portForward(String podUid, String podName, Route.Query query, Exchange exchange)
      throws IOException, InterruptedException {
    if (Upgrades.isSpdy(exchange.request())) {
      String protocol = Upgrades.spdyProtocol(exchange.request(), FORWARD_SPDY);
      SpdyPortForward forward = new SpdyPortForward(runtime, podUid, podName);
      Upgrades.spdy(exchange, protocol, new SpdyConnection(exchange.channel(), forward::opened));
      return;
    }
    if (!Upgrades.isWebSocket(exchange.request())) {
      throw Refusal.badRequest("Upgrade request required");
    }
    List<Integer> ports = ports(query);
    AtomicReference<WebSocketPortForward> numbered = new AtomicReference<>();
    Upgrades.webSocket(
        exchange,
        FORWARD_WEBSOCKET,
        protocol -> {
          if (protocol.equals(Upgrades.TUNNEL)) {
            SpdyPortForward forward = new SpdyPortForward(runtime, podUid, podName);
            return List.of(
                new TunnelCodec(),
                new SpdyFrameCodec(SpdyVersion.SPDY_3_1, false),
                new SpdyConnection(exchange.channel(), forward::opened));
          }
          numbered.set(new WebSocketPortForward(exchange.channel(), ports));
          return List.of(numbered.get());
        });
    if (numbered.get() != null) {
      numbered.get().serve(runtime, podUid);
    }
  }

  private static List<Integer> ports(Route.Query query) {
    try {
      return java.util.stream.Stream.concat(query.all("port").stream(), query.all("ports").stream())
          .flatMap(text -> java.util.Arrays.stream(text.split(",")))
          .filter(text -> !text.isBlank())
          .map(Integer::valueOf)
          .toList();
    } catch (NumberFormatException e) {
      throw Refusal.badRequest("invalid port: " + e.getMessage());
    }
  }
}
