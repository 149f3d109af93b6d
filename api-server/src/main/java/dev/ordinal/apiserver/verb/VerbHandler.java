package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;

/** Answers requests of one verb, or of one subresource. Safe on any thread. */
@FunctionalInterface
public interface VerbHandler {

  /** Answers; fails by {@link dev.ordinal.apiserver.request.ApiException}. */
  ApiResponse handle(ApiRequest request, ResourceType type);
}
