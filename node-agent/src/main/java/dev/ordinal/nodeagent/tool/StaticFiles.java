package dev.ordinal.nodeagent.tool;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers with files of a directory and with error pages, and logs as nginx does. */
final class StaticFiles implements HttpHandler {

  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html"),
          Map.entry("htm", "text/html"),
          Map.entry("css", "text/css"),
          Map.entry("js", "application/javascript"),
          Map.entry("json", "application/json"),
          Map.entry("txt", "text/plain"),
          Map.entry("xml", "text/xml"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("pdf", "application/pdf"));

  private static final Map<Integer, String> REASONS =
      Map.of(
          301, "Moved Permanently",
          400, "Bad Request",
          403, "Forbidden",
          404, "Not Found",
          405, "Not Allowed",
          500, "Internal Server Error");

  private final String name;
  private final Path directory;
  private final PrintStream log;

  StaticFiles(String name, Path directory, PrintStream log) {
    this.name = name;
    this.directory = directory.toAbsolutePath().normalize();
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Server", name);
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        page(exchange, 405);
        return;
      }
      String path = exchange.getRequestURI().getPath();
      Path file = directory.resolve(String.valueOf(path).replaceAll("^/+", "")).normalize();
      if (path == null || !file.startsWith(directory) || path.indexOf('\0') >= 0) {
        page(exchange, 400);
      } else if (!Files.isDirectory(file)) {
        file(exchange, path.endsWith("/") ? file.resolve("none") : file);
      } else if (!path.endsWith("/")) {
        exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getRawPath() + "/");
        page(exchange, 301);
      } else {
        index(exchange, file);
      }
    }
  }

  private void index(HttpExchange exchange, Path in) throws IOException {
    for (String index : List.of("index.html", "index.htm")) {
      if (Files.exists(in.resolve(index))) {
        file(exchange, in.resolve(index));
        return;
      }
    }
    page(exchange, 403);
  }

  private void file(HttpExchange exchange, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      page(exchange, 404);
      return;
    }
    if (!Files.isReadable(file)) {
      page(exchange, 403);
      return;
    }
    ZonedDateTime changed = Files.getLastModifiedTime(file).toInstant().atZone(ZoneOffset.UTC);
    exchange
        .getResponseHeaders()
        .set("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(changed));
    send(exchange, 200, type(file), Files.readAllBytes(file));
  }

  private static String type(Path file) {
    String path = file.toString();
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }

  private void page(HttpExchange exchange, int code) throws IOException {
    String title = code + " " + REASONS.getOrDefault(code, "");
    String body =
        "<html>\r\n<head><title>%s</title></head>\r\n<body>\r\n<center><h1>%s</h1></center>\r\n"
                .formatted(title, title)
            + "<hr><center>%s</center>\r\n</body>\r\n</html>\r\n".formatted(name);
    send(exchange, code, "text/html", body.getBytes(StandardCharsets.UTF_8));
  }

  private void send(HttpExchange exchange, int code, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
    }
    log(exchange, code, head ? 0 : body.length);
    exchange.sendResponseHeaders(code, head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private void log(HttpExchange exchange, int code, int bytes) {
    log.println(
        "%s - - [%s] \"%s %s %s\" %d %d \"%s\" \"%s\" \"%s\""
            .formatted(
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                LOG_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)),
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getProtocol(),
                code,
                bytes,
                header(exchange, "Referer"),
                header(exchange, "User-Agent"),
                header(exchange, "X-Forwarded-For")));
    log.flush();
  }

  private static String header(HttpExchange exchange, String header) {
    String value = exchange.getRequestHeaders().getFirst(header);
    return value == null ? "-" : value.replace("\"", "\\x22");
  }
}
