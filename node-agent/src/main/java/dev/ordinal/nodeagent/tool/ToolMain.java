package dev.ordinal.nodeagent.tool;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** The main program of all stand-ins: the first word says which. */
public final class ToolMain {

  private ToolMain() {}

  /** Runs {@code curl}, {@code dig}, {@code nslookup} or {@code web-server}; ends with its code. */
  public static void main(String[] args) {
    if (args.length == 0) {
      System.err.println("which tool? curl, dig, nslookup, web-server");
      System.exit(2);
    }
    List<String> words = Arrays.asList(args).subList(1, args.length);
    int code = run(args[0], words, System.out, System.err);
    System.out.flush();
    if (code >= 0) {
      System.exit(code);
    }
  }

  /** The exit code, or less than zero where the program goes on. */
  private static int run(String tool, List<String> words, PrintStream out, PrintStream err) {
    return switch (tool) {
      case "curl" -> new Curl(out, err).run(words);
      case "dig" -> new Dig(ResolverConfig.ofSystem(), out, err).run(words);
      case "nslookup" -> new Nslookup(ResolverConfig.ofSystem(), out, err).run(words);
      case "web-server" -> WebServer.main(words, out, err);
      default -> {
        err.println("no such tool: " + tool);
        yield 2;
      }
    };
  }
}
