package dev.ordinal.nodeagent.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves bytes between a pod's port and a client, both ways, each way ended on its own. */
final class PortPump {

  private static final Logger log = LoggerFactory.getLogger(PortPump.class);
  private static final int BUFFER = 32 << 10;

  private PortPump() {}

  /** Blocks until both ways have ended; the channel is closed then. */
  static void run(SocketChannel pod, InputStream fromClient, OutputStream toClient)
      throws InterruptedException {
    try (pod) {
      Thread upstream =
          Thread.ofVirtual().name("port-forward-in").start(() -> clientToPod(fromClient, pod));
      podToClient(pod, toClient);
      fromClient.close();
      upstream.join();
    } catch (IOException e) {
      log.debug("forwarded connection ends: {}", e.toString());
    }
  }

  private static void clientToPod(InputStream from, SocketChannel pod) {
    byte[] buffer = new byte[BUFFER];
    try {
      int count = from.read(buffer);
      while (count >= 0) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
          pod.write(bytes);
        }
        count = from.read(buffer);
      }
      pod.shutdownOutput();
    } catch (IOException e) {
      log.debug("forwarded connection ends: {}", e.toString());
    }
  }

  private static void podToClient(SocketChannel pod, OutputStream to) {
    byte[] buffer = new byte[BUFFER];
    ByteBuffer bytes = ByteBuffer.wrap(buffer);
    try (to) {
      int count = pod.read(bytes);
      while (count >= 0) {
        to.write(buffer, 0, count);
        bytes.clear();
        count = pod.read(bytes);
      }
    } catch (IOException e) {
      log.debug("forwarded connection ends: {}", e.toString());
    }
  }
}
