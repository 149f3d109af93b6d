package dev.ordinal.controller.garbage;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who depends on whom, from what the caches told. Every change answers which tasks it makes due.
 * Threads: each method takes {@code this} for a moment and calls nothing outside.
 *
 * <p>An owner that is named and not known is <em>virtual</em>: its task asks the server, and if it
 * is absent, all its dependents become due.
 */
final class OwnerGraph {
  private final Map<String, Item> items = new HashMap<>();

  /** Owner UID to the UIDs of its dependents, whether the owner is known or virtual. */
  private final Map<String, Set<String>> dependents = new HashMap<>();

  /** What references say of owners that are not known, with the namespace of a dependent. */
  private final Map<String, Virtual> virtual = new LinkedHashMap<>();

  /** Something to look at. */
  record Task(String uid, Kind kind) {
    enum Kind {
      /** Decide whether the object (or virtual owner) is to go. */
      DELETE,
      /** Free the dependents of an owner. */
      ORPHAN
    }

    static Task delete(String uid) {
      return new Task(uid, Kind.DELETE);
    }
  }

  /** An owner known from references only. */
  record Virtual(Owner owner, String namespace) {}

  /** An object appeared or changed. */
  synchronized Set<Task> put(Item item) {
    Set<Task> due = new LinkedHashSet<>();
    Item before = items.put(item.uid(), item);
    virtual.remove(item.uid());
    if (before != null) {
      forgetOwners(before, item.owners(), due);
    }
    for (Owner owner : item.owners()) {
      dependents.computeIfAbsent(owner.uid(), u -> new LinkedHashSet<>()).add(item.uid());
      if (!items.containsKey(owner.uid())
          && virtual.put(owner.uid(), new Virtual(owner, item.key().namespace())) == null) {
        due.add(Task.delete(owner.uid()));
      }
    }
    boolean ownersLost = before != null && !before.owners().equals(item.owners());
    boolean ownerWaits = item.owners().stream().anyMatch(owner -> waits(items.get(owner.uid())));
    if (ownersLost || (before == null && ownerWaits)) {
      due.add(Task.delete(item.uid()));
    }
    if (item.orphans()) {
      due.add(new Task(item.uid(), Task.Kind.ORPHAN));
    } else if (item.waitsForDependents()) {
      due.add(Task.delete(item.uid()));
      dependentsOf(item.uid()).forEach(uid -> due.add(Task.delete(uid)));
    }
    return due;
  }

  /** An object is gone, or a virtual owner turned out to be. */
  synchronized Set<Task> remove(String uid) {
    Set<Task> due = new LinkedHashSet<>();
    Item item = items.remove(uid);
    virtual.remove(uid);
    if (item != null) {
      forgetOwners(item, List.of(), due);
    }
    for (String dependent : dependentsOf(uid)) {
      due.add(Task.delete(dependent));
    }
    return due;
  }

  private void forgetOwners(Item item, List<Owner> kept, Set<Task> due) {
    for (Owner owner : item.owners()) {
      boolean still = kept.stream().anyMatch(k -> k.uid().equals(owner.uid()));
      boolean released = kept.stream().noneMatch(k -> k.uid().equals(owner.uid()) && k.blocking());
      if (!still) {
        Set<String> siblings = dependents.get(owner.uid());
        if (siblings != null && siblings.remove(item.uid()) && siblings.isEmpty()) {
          dependents.remove(owner.uid());
        }
      }
      if (released && waits(items.get(owner.uid()))) {
        due.add(Task.delete(owner.uid()));
      }
    }
  }

  synchronized Optional<Item> item(String uid) {
    return Optional.ofNullable(items.get(uid));
  }

  synchronized Optional<Virtual> virtualOwner(String uid) {
    return Optional.ofNullable(virtual.get(uid));
  }

  /** The known objects that name this owner. */
  synchronized List<Item> dependents(String uid) {
    return dependentsOf(uid).stream()
        .flatMap(u -> Optional.ofNullable(items.get(u)).stream())
        .toList();
  }

  /** Those of them that keep an owner in foreground deletion from going. */
  synchronized List<Item> blocking(String uid) {
    return dependents(uid).stream()
        .filter(item -> item.owners().stream().anyMatch(o -> o.uid().equals(uid) && o.blocking()))
        .toList();
  }

  private List<String> dependentsOf(String uid) {
    return List.copyOf(dependents.getOrDefault(uid, Set.of()));
  }

  private static boolean waits(@Nullable Item item) {
    return item != null && item.waitsForDependents();
  }
}
