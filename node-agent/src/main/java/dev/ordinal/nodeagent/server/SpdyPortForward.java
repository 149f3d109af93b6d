package dev.ordinal.nodeagent.server;

import dev.ordinal.nodeagent.runtime.PodRuntime;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Port-forward over SPDY: two streams per connection, error and data, with the same request id.
 *
 * <p>Threads: streams come on the event loop; each pair is served on a virtual thread.
 */
final class SpdyPortForward {

  private static final Logger log = LoggerFactory.getLogger(SpdyPortForward.class);

  private final PodRuntime runtime;
  private final String podUid;
  private final String podName;

  /** The first stream of each pair; only the event loop touches it. */
  private final Map<String, SpdyConnection.Stream> waiting = new HashMap<>();

  SpdyPortForward(PodRuntime runtime, String podUid, String podName) {
    this.runtime = runtime;
    this.podUid = podUid;
    this.podName = podName;
  }

  /** Hears of a new stream. */
  void opened(SpdyConnection.Stream stream) {
    String request = stream.header("requestid");
    SpdyConnection.Stream other = waiting.remove(request);
    if (other == null) {
      waiting.put(request, stream);
      return;
    }
    boolean isData = stream.header("streamtype").equals("data");
    SpdyConnection.Stream data = isData ? stream : other;
    SpdyConnection.Stream error = isData ? other : stream;
    Thread.ofVirtual().name("port-forward").start(() -> serve(data, error));
  }

  private void serve(SpdyConnection.Stream data, SpdyConnection.Stream error) {
    int port = 0;
    try (OutputStream errors = error.output();
        OutputStream toClient = data.output()) {
      try {
        port = Integer.parseInt(data.header("port"));
        SocketChannel pod = runtime.dialPod(podUid, port);
        PortPump.run(pod, data.input(), toClient);
      } catch (IOException | RuntimeFailure | NumberFormatException e) {
        errors.write(message(port, e).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      log.debug("port-forward ends: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      data.forget();
      error.forget();
    }
  }

  private String message(int port, Exception why) {
    return "error forwarding port "
        + port
        + " to pod "
        + podName
        + ", uid : failed to connect to localhost:"
        + port
        + " inside the pod: "
        + why.getMessage();
  }
}
