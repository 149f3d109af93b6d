package dev.ordinal.nodeagent.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One request and its answer.
 *
 * <p>Threads: the request's virtual thread; writes block while the client does not read.
 */
final class Exchange {

  private final Channel channel;
  private final FullHttpRequest request;
  private final boolean keepAlive;
  private final ChannelWriter writer;
  private boolean begun;

  Exchange(Channel channel, FullHttpRequest request, boolean keepAlive) {
    this.channel = channel;
    this.request = request;
    this.keepAlive = keepAlive;
    this.writer = new ChannelWriter(channel);
  }

  Channel channel() {
    return channel;
  }

  FullHttpRequest request() {
    return request;
  }

  /** A whole answer at once. */
  void answer(HttpResponseStatus status, String contentType, String body) {
    begun = true;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(bytes));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    var written = channel.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** An error as text; when the answer has begun, the connection is closed instead. */
  void refuse(HttpResponseStatus status, String message) {
    if (begun) {
      channel.close();
      return;
    }
    answer(status, "text/plain; charset=utf-8", message);
  }

  /** Begins an answer of unknown length. */
  void beginChunks(String contentType) throws IOException {
    begun = true;
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    writer.write(head);
  }

  /** Sends a piece at once. */
  void chunk(byte[] bytes, int length) throws IOException {
    writer.write(new DefaultHttpContent(Unpooled.copiedBuffer(bytes, 0, length)));
  }

  /** Ends an answer of unknown length. */
  void endChunks() {
    var written = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** The connection is no longer HTTP: errors close it. */
  void upgraded() {
    begun = true;
  }

  void release() {
    request.release();
  }
}
