package dev.ordinal.apiserver.request;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/** A client's connection below HTTP. One reader thread and one writer thread; close from any. */
public interface RawConnection extends Closeable {

  /** What the client sends; -1 when it has closed. */
  InputStream input();

  /** What the client gets; writing waits while it reads too slowly. */
  OutputStream output();

  @Override
  void close();
}
