package dev.ordinal.apiserver.request;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What is sent back. */
public sealed interface ApiResponse {

  /** The HTTP code. */
  int code();

  /** A body that is there in full. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entity(int code, Headers headers, String contentType, byte[] body)
      implements ApiResponse {}

  /** How a streamed body wants to travel. */
  enum Delivery {
    /** Gathered into large pieces, compressed when it is large and the client takes that. */
    BULK,
    /** The head at once, then each write as it comes. */
    LIVE
  }

  /** A body that is made while it is sent. */
  record Stream(int code, Headers headers, String contentType, Delivery delivery, StreamBody body)
      implements ApiResponse {}

  /**
   * The handler takes over the bare connection; it writes the response head itself. HTTP/1.1 only.
   */
  record Takeover(RawHandler handler) implements ApiResponse {
    @Override
    public int code() {
      return 101;
    }
  }

  /** Makes a body; runs on a virtual thread of its own. */
  @FunctionalInterface
  interface StreamBody {
    /** Writes everything; returning ends the body, throwing breaks the connection. */
    void writeTo(BodySink sink) throws IOException, InterruptedException;
  }

  /** Where a body goes. For one thread, but for {@link #onClose}. */
  interface BodySink {
    /**
     * Sends bytes (they must not change any more), waiting while the client reads too slowly.
     *
     * @throws IOException when the client is gone
     */
    void write(byte[] bytes, int offset, int length) throws IOException, InterruptedException;

    /** Runs an action once when the client is gone; at once if it already is. */
    void onClose(Runnable action);

    /** Whether the client is still there. */
    boolean isOpen();
  }

  /** Speaks over a bare connection; runs on a virtual thread of its own. */
  @FunctionalInterface
  interface RawHandler {
    /** Returning or throwing closes the connection. */
    void handle(RawConnection connection) throws IOException, InterruptedException;
  }

  /** JSON in full. */
  static Entity json(int code, byte[] body) {
    return new Entity(code, Headers.EMPTY, "application/json", body);
  }

  /** Plain text in full. */
  static Entity text(int code, String body) {
    return new Entity(
        code, Headers.EMPTY, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }
}
