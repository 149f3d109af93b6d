package dev.ordinal.nodeagent.tool;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/** A web server of a directory's files, in the place of nginx or Apache httpd. */
final class WebServer implements AutoCloseable {

  private final HttpServer server;

  /** Listens at once; the log gets one line for each request. */
  WebServer(String name, InetSocketAddress address, Path directory, PrintStream log)
      throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(address, 511);
    server.createContext("/", new StaticFiles(name, directory, log));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Arguments: the name to show, the address or {@code *}, the port and the directory. */
  static int main(List<String> words, PrintStream out, PrintStream err) {
    if (words.size() != 4) {
      err.println("usage: web-server NAME ADDRESS PORT DIRECTORY");
      return 2;
    }
    int port = Integer.parseInt(words.get(2));
    InetSocketAddress address =
        words.get(1).equals("*")
            ? new InetSocketAddress(port)
            : new InetSocketAddress(words.get(1), port);
    try {
      // It serves until the process ends.
      new WebServer(words.get(0), address, Path.of(words.get(3)), out).address();
      err.printf(
          "%s: the static web server of Ordinal stands in; it reads no configuration%n",
          words.get(0));
      return -1;
    } catch (IOException e) {
      err.printf("%s: [emerg] bind() to %s failed: %s%n", words.get(0), address, e.getMessage());
      return 1;
    }
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
