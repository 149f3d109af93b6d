package dev.ordinal.apiserver.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks the fields of one protobuf message; throws ValueException on malformed bytes. */
final class ProtobufCursor {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] data;
  private final int end;
  private int at;
  private int field;
  private int wire;
  private long number;
  private int from;
  private int to;

  ProtobufCursor(byte[] data, int from, int end) {
    this.data = data;
    this.at = from;
    this.end = end;
  }

  /** Moves to the next field. */
  boolean next() {
    if (at >= end) {
      return false;
    }
    long tag = readVarint();
    field = (int) (tag >>> 3);
    wire = (int) (tag & 7);
    switch (wire) {
      case VARINT -> number = readVarint();
      case FIXED64 -> take(8);
      case BYTES -> take(readVarint());
      case FIXED32 -> take(4);
      default -> throw malformed();
    }
    return true;
  }

  int field() {
    return field;
  }

  long varint() {
    expect(VARINT);
    return number;
  }

  String string() {
    expect(BYTES);
    return new String(data, from, to - from, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    expect(BYTES);
    return Arrays.copyOfRange(data, from, to);
  }

  ProtobufCursor message() {
    expect(BYTES);
    return new ProtobufCursor(data, from, to);
  }

  private void expect(int type) {
    if (wire != type) {
      throw malformed();
    }
  }

  private void take(long length) {
    if (length < 0 || length > end - at) {
      throw new ValueException("unexpected EOF");
    }
    from = at;
    to = at + (int) length;
    at = to;
  }

  private long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw new ValueException("unexpected EOF");
      }
      byte b = data[at++];
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  private static ValueException malformed() {
    return new ValueException("proto: illegal wireType");
  }
}
