package dev.ordinal.nodeagent.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.BiConsumer;

/**
 * The client's side of an exec or attach, whatever carries it.
 *
 * <p>Threads: each stream for one thread; all block.
 */
interface RemoteStreams {

  /** What the client types; ends when it says so or is gone. */
  InputStream stdin();

  /** To the client; dropped where the client did not ask for it. */
  OutputStream stdout();

  /** To the client; dropped where the client did not ask for it. */
  OutputStream stderr();

  /** Hears of rows and columns, also of those that came before. */
  void onResize(BiConsumer<Integer, Integer> listener);

  /** Called once when the client is gone. */
  void onClosed(Runnable listener);

  /** Sends the outcome, then ends the connection in good order. */
  void finish(Outcome outcome) throws IOException;
}
