package dev.ordinal.apiserver.http;

import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one response to a channel, from the request's own thread. */
final class ResponseWriter {

  private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);

  private final Outflow outflow;
  private final ApiRequest request;

  ResponseWriter(Outflow outflow, ApiRequest request) {
    this.outflow = outflow;
    this.request = request;
  }

  /** Sends everything; false where the connection is in no state to carry another answer. */
  boolean write(ApiResponse response) throws InterruptedException {
    try {
      switch (response) {
        case ApiResponse.Entity entity -> writeEntity(entity);
        case ApiResponse.Stream stream when headOnly() -> whole(stream, new byte[0]);
        case ApiResponse.Stream stream -> {
          switch (stream.delivery()) {
            case BULK -> writeBulk(stream);
            case LIVE -> writeLive(stream);
          }
        }
        case ApiResponse.Takeover _ -> throw new IllegalStateException("not for this writer");
      }
      return true;
    } catch (IOException e) {
      LOG.debug("{} {}: {}", request.method(), request.path(), e.getMessage());
      return false;
    } catch (RuntimeException e) {
      LOG.error("{} {}: while answering", request.method(), request.path(), e);
      return false;
    }
  }

  private void writeEntity(ApiResponse.Entity entity) throws IOException, InterruptedException {
    if (entity.body().length > BulkSink.THRESHOLD && takesGzip() && !headOnly()) {
      writeBulk(
          new ApiResponse.Stream(
              entity.code(),
              entity.headers(),
              entity.contentType(),
              ApiResponse.Delivery.BULK,
              sink -> sink.write(entity.body(), 0, entity.body().length)));
    } else {
      whole(entity.code(), entity.headers(), entity.contentType(), entity.body());
    }
  }

  private void writeBulk(ApiResponse.Stream stream) throws IOException, InterruptedException {
    BulkSink sink = new BulkSink(outflow, takesGzip(), gzip -> sendHead(stream, gzip));
    stream.body().writeTo(sink);
    sink.finish(body -> whole(stream, body));
    if (sink.isStreaming()) {
      outflow.send(new DefaultLastHttpContent());
    }
  }

  private void writeLive(ApiResponse.Stream stream) throws IOException, InterruptedException {
    sendHead(stream, false);
    stream.body().writeTo(new ChunkSink(outflow));
    outflow.send(new DefaultLastHttpContent());
  }

  private void sendHead(ApiResponse.Stream stream, boolean gzip)
      throws IOException, InterruptedException {
    var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(stream.code()));
    fill(head.headers(), stream.headers(), stream.contentType());
    if (gzip) {
      head.headers().set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
      head.headers().add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
    }
    HttpUtil.setTransferEncodingChunked(head, true);
    outflow.send(head);
  }

  private void whole(ApiResponse.Stream stream, byte[] body) {
    whole(stream.code(), stream.headers(), stream.contentType(), body);
  }

  private void whole(int code, Headers headers, String contentType, byte[] body) {
    byte[] sent = headOnly() ? new byte[0] : body;
    var full =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status(code), Unpooled.wrappedBuffer(sent));
    fill(full.headers(), headers, contentType);
    if (code != 304 && code != 204) {
      full.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }
    outflow.channel().writeAndFlush(full, outflow.channel().voidPromise());
  }

  private static void fill(HttpHeaders to, Headers headers, String contentType) {
    to.set("Audit-Id", UUID.randomUUID().toString());
    to.set(HttpHeaderNames.CACHE_CONTROL, "no-cache, private");
    if (!contentType.isEmpty()) {
      to.set(HttpHeaderNames.CONTENT_TYPE, contentType);
    }
    headers.first("Cache-Control").ifPresent(_ -> to.remove(HttpHeaderNames.CACHE_CONTROL));
    headers.all().forEach(field -> to.add(field.name(), field.value()));
  }

  private static HttpResponseStatus status(int code) {
    return HttpResponseStatus.valueOf(code);
  }

  private boolean headOnly() {
    return request.method().equals("HEAD");
  }

  private boolean takesGzip() {
    return request.headers().lists("Accept-Encoding", "gzip");
  }
}
