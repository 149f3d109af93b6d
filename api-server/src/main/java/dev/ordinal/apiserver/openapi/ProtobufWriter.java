package dev.ordinal.apiserver.openapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes one protobuf message; empty values are left out. Used by one thread. */
final class ProtobufWriter {

  private static final int VARINT = 0;
  private static final int BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  byte[] toBytes() {
    return out.toByteArray();
  }

  ProtobufWriter string(int field, String text) {
    if (!text.isEmpty()) {
      bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  ProtobufWriter bool(int field, boolean value) {
    if (value) {
      varint((field << 3) | VARINT);
      out.write(1);
    }
    return this;
  }

  ProtobufWriter message(int field, Consumer<ProtobufWriter> content) {
    ProtobufWriter inner = new ProtobufWriter();
    content.accept(inner);
    bytes(field, inner.toBytes());
    return this;
  }

  private void bytes(int field, byte[] bytes) {
    varint((field << 3) | BYTES);
    varint(bytes.length);
    out.write(bytes, 0, bytes.length);
  }

  private void varint(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
