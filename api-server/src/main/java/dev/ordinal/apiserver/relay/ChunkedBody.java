package dev.ordinal.apiserver.relay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks, taken out of them. */
final class ChunkedBody extends InputStream {

  private static final int LONGEST_LINE = 4096;

  private final InputStream input;
  private long left;
  private boolean inside;
  private boolean ended;

  ChunkedBody(InputStream input) {
    this.input = input;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (left == 0 && !ended) {
      begin();
    }
    if (ended) {
      return -1;
    }
    int count = input.read(to, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the node agent broke off in a chunk");
    }
    left -= count;
    return count;
  }

  private void begin() throws IOException {
    if (inside) {
      line();
    }
    String size = line();
    int extension = size.indexOf(';');
    try {
      left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("not a chunk: " + size, e);
    }
    inside = true;
    if (left == 0) {
      ended = true;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < LONGEST_LINE) {
      int b = input.read();
      if (b < 0) {
        throw new EOFException("the node agent broke off between chunks");
      }
      if (b == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) b);
    }
    throw new IOException("a chunk's head is too long");
  }
}
