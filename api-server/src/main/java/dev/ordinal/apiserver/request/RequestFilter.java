package dev.ordinal.apiserver.request;

/** One link of the chain that every request goes through. Safe on any thread. */
@FunctionalInterface
public interface RequestFilter {

  /** The rest of the chain. */
  @FunctionalInterface
  interface Handler {
    /** Answers; fails by {@link ApiException}. */
    ApiResponse handle(ApiRequest request);
  }

  /** Answers, usually by way of the rest. */
  ApiResponse filter(ApiRequest request, Handler rest);
}
