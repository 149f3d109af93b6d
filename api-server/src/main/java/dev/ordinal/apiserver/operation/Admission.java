package dev.ordinal.apiserver.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.admission.AdmissionStep;
import dev.ordinal.apiserver.admission.AdmissionSteps;
import dev.ordinal.apiserver.kind.Kinds;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.request.User;
import dev.ordinal.apiserver.resource.ResourceStore;
import java.util.List;
import java.util.Optional;

/** Runs the admission steps in their order. */
public final class Admission {

  private final AdmissionSteps steps;
  private final AdmissionStep.Objects objects;

  /** Steps that look at what a store holds. */
  public Admission(AdmissionSteps steps, Kinds kinds, ResourceStore store) {
    this.steps = steps;
    this.objects = new StoredObjects(kinds, store);
  }

  /** What is stored, as admission and the rules of access see it. */
  public AdmissionStep.Objects objects() {
    return objects;
  }

  /** One change of one object by someone. */
  public record Change(
      AdmissionStep.Operation operation,
      ResourceType type,
      String subresource,
      ObjectNode object,
      Optional<ObjectNode> old) {}

  /** Lets every step look; a step refuses by throwing. */
  public void admit(Change change, User user) {
    AdmissionStep.Request request =
        new AdmissionStep.Request(
            change.operation(),
            change.type(),
            change.subresource(),
            Meta.namespace(change.object()),
            Meta.name(change.object()),
            change.object(),
            change.old(),
            user,
            objects);
    steps.admit(request);
  }

  private record StoredObjects(Kinds kinds, ResourceStore store) implements AdmissionStep.Objects {

    @Override
    public Optional<ObjectNode> get(String group, String plural, String namespace, String name) {
      return type(group, plural)
          .flatMap(type -> store.find(type, namespace, name))
          .map(store::tree);
    }

    @Override
    public List<ObjectNode> list(String group, String plural, String namespace) {
      return type(group, plural).map(type -> store.trees(type, namespace)).orElse(List.of());
    }

    private Optional<ResourceType> type(String group, String plural) {
      return kinds.all().stream()
          .filter(type -> type.group().equals(group) && type.plural().equals(plural))
          .findFirst();
    }
  }
}
