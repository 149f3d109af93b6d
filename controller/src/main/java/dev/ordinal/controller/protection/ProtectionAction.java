package dev.ordinal.controller.protection;

/** What is to be done about an object's finalizer. */
sealed interface ProtectionAction {
  record Nothing() implements ProtectionAction {}

  record PutOn(String finalizer) implements ProtectionAction {}

  record TakeOff(String finalizer) implements ProtectionAction {}
}
