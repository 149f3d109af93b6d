package dev.ordinal.cluster.local;

import dev.ordinal.nodeagent.NodeAgentMain;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several node agents in one process, for embedded clusters: the flags of each, separated by {@code
 * --}.
 */
public final class AgentHostMain {

  private static final Logger LOG = LoggerFactory.getLogger(AgentHostMain.class);

  private AgentHostMain() {}

  /** Runs every agent on a thread of its own until SIGTERM; one that cannot start ends them all. */
  public static void main(String[] arguments) throws InterruptedException {
    List<Thread> agents = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals("--")) {
        agents.add(start(flags));
        flags = new ArrayList<>();
      } else {
        flags.add(argument);
      }
    }
    agents.add(start(flags));
    for (Thread agent : agents) {
      agent.join();
    }
  }

  private static Thread start(List<String> flags) {
    String[] arguments = flags.toArray(new String[0]);
    return Thread.ofPlatform()
        .uncaughtExceptionHandler(
            (thread, failure) -> {
              LOG.error("a node agent failed: {}", failure.toString(), failure);
              System.exit(1);
            })
        .start(
            () -> {
              try {
                NodeAgentMain.main(arguments);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
