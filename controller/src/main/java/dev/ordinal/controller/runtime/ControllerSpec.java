package dev.ordinal.controller.runtime;

import dev.ordinal.client.Metadata;
import dev.ordinal.client.ObjectHandler;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.ResourceKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Which changes make which keys due, and who works on them: builds a {@link ControllerLoop}. */
public final class ControllerSpec {
  private final String name;
  private final List<Source<?>> sources = new ArrayList<>();
  private int workers = 1;

  private ControllerSpec(String name) {
    this.name = name;
  }

  /** Begins the sentence. */
  public static ControllerSpec named(String name) {
    return new ControllerSpec(name);
  }

  /** Every change of an object of this kind makes its own key due. */
  public <T> ControllerSpec forKind(ResourceKind<T> kind) {
    return watches(kind, object -> List.of(Metadata.of(object).key()));
  }

  /** Every change of an object makes its managing owner due, if that is of the given kind. */
  public <T extends HasMetadata> ControllerSpec owns(ResourceKind<T> kind, String ownerKind) {
    return watches(kind, object -> OwnerLookup.ownerKey(object, ownerKind).stream().toList());
  }

  /** Every change of an object makes the keys due that the function names, before and after it. */
  public <T> ControllerSpec watches(
      ResourceKind<T> kind, Function<T, ? extends Collection<ObjectKey>> keys) {
    sources.add(new Source<>(kind, keys));
    return this;
  }

  /** How many keys are worked on at once. */
  public ControllerSpec workers(int count) {
    this.workers = count;
    return this;
  }

  /** Ends the sentence. */
  public ControllerLoop reconciledBy(ControllerContext context, Reconciler reconciler) {
    ControllerLoop loop = new ControllerLoop(name, workers, reconciler);
    for (Source<?> source : sources) {
      source.register(context.informers(), loop);
    }
    return loop;
  }

  private record Source<T>(
      ResourceKind<T> kind, Function<T, ? extends Collection<ObjectKey>> keys) {

    void register(Informers informers, ControllerLoop loop) {
      var informer = informers.of(kind);
      informer.handler(handler(loop::enqueue));
      loop.needs(informer);
    }

    ObjectHandler<T> handler(Consumer<ObjectKey> enqueue) {
      return (before, now) -> {
        Set<ObjectKey> due = new LinkedHashSet<>();
        if (before != null) {
          due.addAll(keys.apply(before));
        }
        if (now != null) {
          due.addAll(keys.apply(now));
        }
        due.forEach(enqueue);
      };
    }
  }
}
