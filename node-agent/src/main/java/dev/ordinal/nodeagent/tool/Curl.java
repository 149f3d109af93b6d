package dev.ordinal.nodeagent.tool;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Fetches over HTTP and HTTPS, in the place of {@code curl}. */
final class Curl {

  private static final int REDIRECTS = 50;

  private final PrintStream out;
  private final PrintStream err;

  Curl(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The exit code, as curl's. */
  int run(List<String> words) {
    CurlOptions options;
    try {
      options = CurlOptions.parse(words);
    } catch (CurlFailure e) {
      err.println("curl: " + e.getMessage());
      return e.code();
    }
    if (options.version) {
      out.println("curl (the stand-in of Ordinal; protocols: http https)");
      return 0;
    }
    if (options.help || options.urls.isEmpty()) {
      err.println(
          "usage: curl [-sSfiILkv] [-X METHOD] [-H HEADER] [-d DATA] [-o FILE] [-w FORMAT] [-m SECONDS] URL");
      return options.help ? 0 : CurlFailure.UNKNOWN_OPTION;
    }
    int code = 0;
    for (String url : options.urls) {
      code = fetch(url, options);
    }
    return code;
  }

  private int fetch(String url, CurlOptions options) {
    long start = System.nanoTime();
    Outcome outcome = new Outcome();
    int code = 0;
    try {
      get(url(url), options, outcome, start);
    } catch (CurlFailure e) {
      if (!options.silent || options.showErrors) {
        err.println("curl: (" + e.code() + ") " + e.getMessage());
      }
      code = e.code();
    }
    if (!options.writeOut.isEmpty()) {
      double seconds = (System.nanoTime() - start) / 1e9;
      out.print(outcome.text(options.writeOut, seconds, code));
    }
    out.flush();
    return code;
  }

  private static URI url(String text) throws CurlFailure {
    try {
      URI url = URI.create(text.contains("://") ? text : "http://" + text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw new CurlFailure(1, "Protocol \"" + scheme + "\" not supported");
      }
      if (url.getHost() == null) {
        throw new CurlFailure(3, "URL rejected: No host part in the URL");
      }
      return url;
    } catch (IllegalArgumentException e) {
      throw new CurlFailure(3, "URL rejected: Malformed input to a URL function");
    }
  }

  private void get(URI first, CurlOptions options, Outcome outcome, long start) throws CurlFailure {
    long deadline = options.seconds > 0 ? start + (long) (options.seconds * 1e9) : 0;
    URI url = first;
    Consumer<String> log =
        line -> {
          if (options.verbose) {
            err.println(line);
          }
        };
    for (int i = 0; i <= REDIRECTS; i++) {
      outcome.url = url;
      try (HttpConnection connection = HttpConnection.open(url, options, deadline, log)) {
        byte[] request = request(url, options);
        if (options.verbose) {
          lines("> ", new String(request, StandardCharsets.UTF_8).split("\r\n\r\n", 2)[0]);
        }
        connection.send(request);
        HttpReply reply = HttpReply.read(connection.answer());
        outcome.status = reply.status();
        outcome.type = reply.header("Content-Type").orElse("");
        if (options.verbose) {
          lines("< ", String.join("\n", reply.head()));
        }
        String to = reply.header("Location").orElse("");
        if (options.follow && reply.status() / 100 == 3 && !to.isEmpty()) {
          url = url(url.resolve(to).toString());
          continue;
        }
        write(reply, options, outcome);
        return;
      } catch (SocketTimeoutException e) {
        throw new CurlFailure(
            CurlFailure.TIMEOUT,
            "Operation timed out after %d milliseconds with %d bytes received"
                .formatted((System.nanoTime() - start) / 1_000_000, outcome.bytes));
      } catch (EOFException e) {
        throw new CurlFailure(outcome.status == 0 ? 52 : 18, String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw new CurlFailure(56, "Recv failure: " + e.getMessage());
      }
    }
    throw new CurlFailure(47, "Maximum (" + REDIRECTS + ") redirects followed");
  }

  private void write(HttpReply reply, CurlOptions options, Outcome outcome)
      throws CurlFailure, IOException {
    if (options.fail && reply.status() >= 400) {
      throw new CurlFailure(22, "The requested URL returned error: " + reply.status());
    }
    boolean toFile = !options.output.isEmpty() && !options.output.equals("-");
    try (OutputStream file = toFile ? file(options.output) : OutputStream.nullOutputStream()) {
      OutputStream to = toFile ? file : out;
      if (options.includeHead || options.headOnly) {
        to.write(reply.bytes());
      }
      if (!options.requestMethod().equals("HEAD")) {
        outcome.bytes = reply.body(to);
      }
      to.flush();
    }
  }

  private static OutputStream file(String name) throws CurlFailure {
    try {
      return Files.newOutputStream(Path.of(name));
    } catch (IOException e) {
      throw new CurlFailure(CurlFailure.WRITE, "Failed to open the file " + name);
    }
  }

  private void lines(String prefix, String text) {
    text.lines().forEach(line -> err.println(prefix + line));
    err.println(prefix.strip());
  }

  private static byte[] request(URI url, CurlOptions options) throws IOException {
    byte[] body = body(options);
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    StringBuilder head = new StringBuilder();
    head.append(options.requestMethod()).append(' ').append(path).append(query);
    head.append(" HTTP/1.1\r\n");
    String host = url.getPort() > 0 ? url.getHost() + ":" + url.getPort() : url.getHost();
    header(head, options, "Host", host);
    header(head, options, "User-Agent", "curl/8.0 (Ordinal)");
    header(head, options, "Accept", "*/*");
    if (options.hasData) {
      header(head, options, "Content-Length", Integer.toString(body.length));
      header(head, options, "Content-Type", "application/x-www-form-urlencoded");
    }
    options.headers.stream()
        .filter(line -> line.indexOf(':') > 0 && !line.endsWith(":"))
        .forEach(line -> head.append(line).append("\r\n"));
    head.append("Connection: close\r\n\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(head.toString().getBytes(StandardCharsets.UTF_8));
    all.write(body);
    return all.toByteArray();
  }

  /** One that the user gives, even an empty one, takes the place of the usual one. */
  private static void header(StringBuilder head, CurlOptions options, String name, String value) {
    String prefix = name + ":";
    if (options.headers.stream()
        .noneMatch(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))) {
      head.append(name).append(": ").append(value).append("\r\n");
    }
  }

  private static byte[] body(CurlOptions options) throws IOException {
    if (options.data.startsWith("@")) {
      String file = options.data.substring(1);
      return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    }
    return options.data.getBytes(StandardCharsets.UTF_8);
  }

  /** What the format of {@code -w} can tell. */
  private static final class Outcome {
    private int status;
    private long bytes;
    private String type = "";
    private URI url = URI.create("");

    private String text(String format, double seconds, int code) {
      return format
          .replace("\\n", "\n")
          .replace("\\t", "\t")
          .replace("%{http_code}", "%03d".formatted(status))
          .replace("%{response_code}", "%03d".formatted(status))
          .replace("%{size_download}", Long.toString(bytes))
          .replace("%{content_type}", type)
          .replace("%{url_effective}", url.toString())
          .replace("%{time_total}", "%.6f".formatted(seconds))
          .replace("%{exitcode}", Integer.toString(code));
    }
  }
}
