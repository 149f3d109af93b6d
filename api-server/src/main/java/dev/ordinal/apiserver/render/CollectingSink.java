package dev.ordinal.apiserver.render;

import dev.ordinal.apiserver.request.ApiResponse;
import java.io.ByteArrayOutputStream;

/** Keeps a body in memory. */
final class CollectingSink implements ApiResponse.BodySink {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public void write(byte[] part, int offset, int length) {
    bytes.write(part, offset, length);
  }

  @Override
  public void onClose(Runnable action) {}

  @Override
  public boolean isOpen() {
    return true;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
