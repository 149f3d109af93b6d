package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.volume.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The pod's own directory. */
final class DirectoriesStep implements PodStep {

  @Override
  public StepResult start(PodContext context) {
    try {
      Files.createDirectories(context.directory());
      return StepResult.DONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop(PodContext context) {
    try {
      Trees.delete(context.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
