package dev.ordinal.nodeagent.probe;

import dev.ordinal.nodeagent.runtime.ExecProcess;
import dev.ordinal.nodeagent.runtime.ExecSpec;
import dev.ordinal.nodeagent.runtime.PodRuntime;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a container once: by a command, by HTTP, by connecting, or by gRPC's health service. Also
 * runs lifecycle hooks, which have the same forms.
 *
 * <p>Threads: any; blocks at most the timeout.
 */
public final class Prober {

  private static final int OUTPUT_LIMIT = 10 * 1024;

  private final PodRuntime runtime;

  /** Over a runtime, which opens the sockets and starts the commands. */
  public Prober(PodRuntime runtime) {
    this.runtime = runtime;
  }

  /** One attempt. */
  public ProbeOutcome ask(Probe probe, ProbeTarget target) throws InterruptedException {
    Duration timeout =
        Duration.ofSeconds(probe.getTimeoutSeconds() == null ? 1 : probe.getTimeoutSeconds());
    if (probe.getExec() != null) {
      return exec(probe.getExec(), target, timeout);
    }
    if (probe.getHttpGet() != null) {
      return http(probe.getHttpGet(), target, timeout);
    }
    if (probe.getTcpSocket() != null) {
      return tcp(probe.getTcpSocket(), target, timeout);
    }
    if (probe.getGrpc() != null) {
      String service = probe.getGrpc().getService();
      return new GrpcHealth(runtime)
          .check(
              target.podIp(), probe.getGrpc().getPort(), service == null ? "" : service, timeout);
    }
    return ProbeOutcome.bad("missing probe handler");
  }

  /** Runs a command to its end; success is exit code 0. */
  public ProbeOutcome exec(ExecAction action, ProbeTarget target, Duration timeout)
      throws InterruptedException {
    ExecSpec spec = new ExecSpec(action.getCommand(), false, false, 0, 0);
    try (ExecProcess process = runtime.exec(target.id(), spec)) {
      process.stdin().close();
      CompletableFuture<String> out = read(process.stdout());
      CompletableFuture<String> err = read(process.stderr());
      CompletableFuture<Integer> exit = inThread(process::waitFor);
      int code = exit.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (code == 0) {
        return ProbeOutcome.good();
      }
      return ProbeOutcome.bad(out.get(1, TimeUnit.SECONDS) + err.get(1, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return ProbeOutcome.bad(
          "command timed out: \""
              + String.join(" ", action.getCommand())
              + "\" timed out after "
              + timeout.toSeconds()
              + "s");
    } catch (IOException | ExecutionException | RuntimeFailure e) {
      return ProbeOutcome.bad(String.valueOf(e.getMessage()));
    }
  }

  /** Sends a GET; 200 to 399 is success. */
  public ProbeOutcome http(HTTPGetAction action, ProbeTarget target, Duration timeout) {
    try {
      int port = port(action.getPort(), target.container());
      String host =
          action.getHost() == null || action.getHost().isEmpty()
              ? target.podIp()
              : action.getHost();
      HttpProbe http = new HttpProbe(action, host, port);
      try (SocketChannel channel = runtime.dialFromNode(host, port, timeout)) {
        return http.ask(channel, timeout);
      } catch (SocketTimeoutException e) {
        return ProbeOutcome.bad(
            "Get \""
                + http.url()
                + "\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
      } catch (IOException e) {
        return ProbeOutcome.bad("Get \"" + http.url() + "\": " + dialMessage(host, port, e));
      }
    } catch (IllegalArgumentException e) {
      return ProbeOutcome.bad(String.valueOf(e.getMessage()));
    }
  }

  private ProbeOutcome tcp(TCPSocketAction action, ProbeTarget target, Duration timeout) {
    int port = port(action.getPort(), target.container());
    String host =
        action.getHost() == null || action.getHost().isEmpty() ? target.podIp() : action.getHost();
    try (SocketChannel channel = runtime.dialFromNode(host, port, timeout)) {
      return channel.isConnected() ? ProbeOutcome.good() : ProbeOutcome.bad("not connected");
    } catch (IOException e) {
      return ProbeOutcome.bad(dialMessage(host, port, e));
    }
  }

  static String dialMessage(String host, int port, IOException failure) {
    String text = String.valueOf(failure.getMessage());
    String why =
        failure instanceof SocketTimeoutException
            ? "i/o timeout"
            : text.contains("refused") ? "connect: connection refused" : text;
    return "dial tcp " + host + ":" + port + ": " + why;
  }

  /** A port by number or by the name that the container gives it. */
  static int port(@Nullable IntOrString port, Container container) {
    if (port == null) {
      throw new IllegalArgumentException("probe without port");
    }
    if (port.getIntVal() != null) {
      return port.getIntVal();
    }
    for (ContainerPort candidate : container.getPorts()) {
      if (port.getStrVal().equals(candidate.getName())) {
        return candidate.getContainerPort();
      }
    }
    throw new IllegalArgumentException(
        "couldn't find port: " + port.getStrVal() + " in container " + container.getName());
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return inThread(
        () -> {
          byte[] head = stream.readNBytes(OUTPUT_LIMIT);
          stream.transferTo(java.io.OutputStream.nullOutputStream());
          return new String(head, StandardCharsets.UTF_8);
        });
  }

  private static <T> CompletableFuture<T> inThread(java.util.concurrent.Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(work.call());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }
}
