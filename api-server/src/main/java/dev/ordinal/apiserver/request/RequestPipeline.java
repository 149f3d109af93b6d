package dev.ordinal.apiserver.request;

import java.util.List;

/** The ordered filters and the handler behind them. */
public final class RequestPipeline implements RequestFilter.Handler {

  private final RequestFilter.Handler first;

  /** Chains the filters, first to last, before the handler. */
  public RequestPipeline(List<RequestFilter> filters, RequestFilter.Handler last) {
    RequestFilter.Handler chain = last;
    for (RequestFilter filter : filters.reversed()) {
      RequestFilter.Handler rest = chain;
      chain = request -> filter.filter(request, rest);
    }
    this.first = chain;
  }

  @Override
  public ApiResponse handle(ApiRequest request) {
    return first.handle(request);
  }
}
