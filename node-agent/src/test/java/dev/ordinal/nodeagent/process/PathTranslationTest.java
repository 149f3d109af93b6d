package dev.ordinal.nodeagent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathTranslationTest {

  private static final PathTranslation TRANSLATION =
      new PathTranslation(Path.of("/r"), List.of("/data", "/data/conf.d", "/etc/app.conf"));

  @ParameterizedTest
  @CsvSource({
    "/data, /r/data",
    "/data/a/b, /r/data/a/b",
    "/data/conf.d/x, /r/data/conf.d/x",
    "--dir=/data, --dir=/r/data",
    "'echo x >/data/y; cat \"/etc/app.conf\"', 'echo x >/r/data/y; cat \"/r/etc/app.conf\"'",
    "'a:/data:/b', 'a:/r/data:/b'",
    "/database, /database",
    "/data-old, /data-old",
    "/data.bak, /data.bak",
    "/etc/app.conf.d, /etc/app.conf.d",
    "/var/data, /var/data",
    "$HOME/data, $HOME/data",
    "${HOME}/data, ${HOME}/data",
    "./data, ./data",
    "../data, ../data",
  })
  void leadsWholePathsOnly(String text, String led) {
    assertThat(TRANSLATION.apply(text)).isEqualTo(led);
  }

  @Test
  void withoutPathsNothingChanges() {
    assertThat(new PathTranslation(Path.of("/r"), List.of()).apply("/data")).isEqualTo("/data");
  }
}
