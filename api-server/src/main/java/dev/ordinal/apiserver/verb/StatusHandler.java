package dev.ordinal.apiserver.verb;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.operation.Updater;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;

/** The {@code status} subresource: the object, of which only the status can be written. */
final class StatusHandler implements VerbHandler {

  private final VerbHandler get;
  private final VerbHandler update;
  private final VerbHandler patch;

  StatusHandler(PatchHandler.Parts parts, Bodies bodies, VerbHandler get) {
    this.get = get;
    this.update =
        new UpdateHandler(parts.registry(), parts.renderer(), bodies, Updater.Strategy.STATUS);
    this.patch = new PatchHandler(parts, Updater.Strategy.STATUS);
  }

  @Override
  public ApiResponse handle(ApiRequest request, ResourceType type) {
    return switch (request.method()) {
      case "GET" -> get.handle(request, type);
      case "PUT" -> update.handle(request, type);
      case "PATCH" -> patch.handle(request, type);
      default -> throw ApiException.methodNotAllowed();
    };
  }
}
