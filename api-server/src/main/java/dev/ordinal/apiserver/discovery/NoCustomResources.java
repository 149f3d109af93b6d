package dev.ordinal.apiserver.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.ResourcePath;
import java.nio.charset.StandardCharsets;

/**
 * Says that no kinds have been added to the built-in ones. Clients that meet a kind which they do
 * not know, a misspelt one above all, ask for these before they tell the user that it is unknown.
 */
public final class NoCustomResources {

  private NoCustomResources() {}

  /** Whether the request is for the list of added kinds. */
  public static boolean serves(ApiRequest request) {
    ResourcePath target = request.target();
    return target.isResource()
        && target.apiVersion().equals("apiextensions.k8s.io/v1")
        && target.plural().equals("customresourcedefinitions")
        && target.name().isEmpty();
  }

  /** The empty list. */
  public static ApiResponse list(ApiRequest request) {
    if (!request.method().equals("GET") || request.query().flag("watch")) {
      throw ApiException.methodNotAllowed();
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", "CustomResourceDefinitionList").put("apiVersion", "apiextensions.k8s.io/v1");
    list.putObject("metadata").put("resourceVersion", "1");
    list.putArray("items");
    return ApiResponse.json(200, list.toString().getBytes(StandardCharsets.UTF_8));
  }
}
