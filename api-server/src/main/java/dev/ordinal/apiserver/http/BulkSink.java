package dev.ordinal.apiserver.http;

import dev.ordinal.apiserver.request.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Gathers a body up to upstream's compression threshold; what stays below it is sent whole, with
 * its length, anything larger in pieces, compressed if the client takes that. For one thread.
 */
final class BulkSink implements ApiResponse.BodySink {

  /** Upstream compresses from this size. */
  static final int THRESHOLD = 128 * 1024;

  private static final int PIECE = 64 * 1024;

  /** Starts a streamed answer; true asks for the head to announce gzip. */
  @FunctionalInterface
  interface HeadWriter {
    void write(boolean compressed) throws IOException, InterruptedException;
  }

  private final Outflow outflow;
  private final boolean mayCompress;
  private final HeadWriter head;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(8192);
  private OutputStream target = gathered;
  private boolean streaming;

  BulkSink(Outflow outflow, boolean mayCompress, HeadWriter head) {
    this.outflow = outflow;
    this.mayCompress = mayCompress;
    this.head = head;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException, InterruptedException {
    if (!streaming && gathered.size() + length > THRESHOLD) {
      head.write(mayCompress);
      OutputStream pieces = new Pieces(new ChunkSink(outflow));
      target = mayCompress ? new FastGzip(pieces) : pieces;
      streaming = true;
      gathered.writeTo(target);
      gathered.reset();
    }
    target.write(bytes, offset, length);
  }

  /** Ends the body: hands it over whole where it never grew large. */
  void finish(Consumer<byte[]> whole) throws IOException {
    if (streaming) {
      target.close();
    } else {
      whole.accept(gathered.toByteArray());
    }
  }

  boolean isStreaming() {
    return streaming;
  }

  @Override
  public void onClose(Runnable action) {
    outflow.onClose(action);
  }

  @Override
  public boolean isOpen() {
    return outflow.isOpen();
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, PIECE);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Cuts a stream into pieces of even size. */
  private static final class Pieces extends OutputStream {
    private final ChunkSink sink;
    private byte[] piece = new byte[PIECE];
    private int filled;

    Pieces(ChunkSink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int from = offset;
      int left = length;
      while (left > 0) {
        int part = Math.min(left, PIECE - filled);
        System.arraycopy(bytes, from, piece, filled, part);
        filled += part;
        from += part;
        left -= part;
        if (filled == PIECE) {
          push();
        }
      }
    }

    @Override
    public void close() throws IOException {
      push();
    }

    private void push() throws IOException {
      try {
        sink.write(piece, 0, filled);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      // The piece now belongs to the channel.
      piece = new byte[PIECE];
      filled = 0;
    }
  }
}
