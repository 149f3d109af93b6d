package dev.ordinal.apiserver.relay;

import java.io.IOException;
import java.io.InputStream;

/** A body with a known length. */
final class BoundedBody extends InputStream {

  private final InputStream input;
  private long left;

  BoundedBody(InputStream input, long length) {
    this.input = input;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (left <= 0) {
      return -1;
    }
    int count = input.read(to, offset, (int) Math.min(length, left));
    left = count < 0 ? 0 : left - count;
    return count;
  }
}
