package dev.ordinal.apiserver.http;

import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.Caller;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.Query;
import dev.ordinal.apiserver.request.ResourcePath;
import dev.ordinal.apiserver.request.User;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Gathers one request from its parts. For one event loop. */
final class RequestAssembler {

  private final HttpRequest head;
  private final int maxBodyBytes;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
  private boolean tooLarge;

  RequestAssembler(HttpRequest head, int maxBodyBytes) {
    this.head = head;
    this.maxBodyBytes = maxBodyBytes;
  }

  void add(ByteBuf content) {
    if (tooLarge || body.size() + content.readableBytes() > maxBodyBytes) {
      tooLarge = true;
      return;
    }
    try {
      content.readBytes(body, content.readableBytes());
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  /** The request; the path is only taken apart on the request's own thread, which may fail. */
  ApiRequest request(Caller caller) {
    String uri = head.uri();
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    List<Headers.Field> fields =
        head.headers().entries().stream()
            .map(entry -> new Headers.Field(entry.getKey(), entry.getValue()))
            .toList();
    return new ApiRequest(
        head.method().name(),
        path,
        Query.EMPTY,
        Headers.of(fields),
        body.toByteArray(),
        caller,
        new ApiRequest.Identified(ResourcePath.NONE, User.ANONYMOUS));
  }

  /** Takes the URL apart. */
  ApiRequest resolved(ApiRequest request) {
    if (tooLarge) {
      throw ApiException.of(
          413,
          "RequestEntityTooLarge",
          "Request entity too large: limit is " + maxBodyBytes,
          Optional.of(ApiException.Details.NONE));
    }
    String uri = head.uri();
    int mark = uri.indexOf('?');
    return new ApiRequest(
        request.method(),
        request.path(),
        mark < 0 ? Query.EMPTY : Query.parse(uri.substring(mark + 1)),
        request.headers(),
        request.body(),
        request.caller(),
        new ApiRequest.Identified(ResourcePath.parse(request.path()), request.user()));
  }
}
