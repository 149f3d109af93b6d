package dev.ordinal.apiserver.http;

import dev.ordinal.apiserver.request.ApiResponse;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.io.IOException;

/** Sends each write as a piece of the body. */
final class ChunkSink implements ApiResponse.BodySink {

  private final Outflow outflow;

  ChunkSink(Outflow outflow) {
    this.outflow = outflow;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException, InterruptedException {
    if (length > 0) {
      outflow.send(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes, offset, length)));
    }
  }

  @Override
  public void onClose(Runnable action) {
    outflow.onClose(action);
  }

  @Override
  public boolean isOpen() {
    return outflow.isOpen();
  }
}
