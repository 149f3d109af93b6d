package dev.ordinal.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Which version this is, and which Kubernetes it speaks. */
final class Versions implements IVersionProvider {

  static final String KUBERNETES = "v1.36.4";

  static String own() {
    return Objects.requireNonNullElse(
        Versions.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"ordinal " + own() + " (Kubernetes " + KUBERNETES + ")"};
  }
}
