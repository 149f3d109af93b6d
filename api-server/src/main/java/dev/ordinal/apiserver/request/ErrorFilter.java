package dev.ordinal.apiserver.request;

import dev.ordinal.storage.StoreException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every failure into a Status, in this one place: nothing that a request does ends the
 * server.
 */
public final class ErrorFilter implements RequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorFilter.class);

  /** Stateless. */
  public ErrorFilter() {}

  @Override
  public ApiResponse filter(ApiRequest request, Handler rest) {
    try {
      return rest.handle(request);
    } catch (ApiException e) {
      return StatusObjects.response(e);
    } catch (StoreException e) {
      LOG.error("{} {}: {}", request.method(), request.path(), e.getMessage(), e);
      return StatusObjects.response(ofStore(e));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("{} {}", request.method(), request.path(), e);
      return StatusObjects.response(internal(String.valueOf(e.getMessage())));
    }
  }

  private static ApiException ofStore(StoreException failure) {
    return switch (failure.code()) {
      case CLOSED, DISK_FULL -> unavailable(failure.getMessage());
      default -> internal(String.valueOf(failure.getMessage()));
    };
  }

  private static ApiException unavailable(@org.jspecify.annotations.Nullable String message) {
    return ApiException.of(
        503,
        "ServiceUnavailable",
        String.valueOf(message),
        Optional.of(new ApiException.Details("", "", "", "", List.of(), 1)));
  }

  private static ApiException internal(String message) {
    return ApiException.of(
        500,
        "InternalError",
        "Internal error occurred: " + message,
        Optional.of(
            new ApiException.Details(
                "", "", "", "", List.of(new ApiException.Cause("", message, "")), 0)));
  }
}
