package dev.ordinal.nodeagent.server;

import io.netty.channel.Channel;
import java.time.Duration;

/**
 * Ends a connection without losing what was sent last: a socket that is closed with unread input
 * throws its unsent output away, so the client gets a moment to close first.
 */
final class Goodbye {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private Goodbye() {}

  /** Waits for the client to close, at most a few seconds, then closes. */
  static void await(Channel channel) {
    channel.config().setAutoRead(true);
    try {
      if (!channel.closeFuture().await(PATIENCE.toMillis())) {
        channel.close();
      }
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
    }
  }
}
