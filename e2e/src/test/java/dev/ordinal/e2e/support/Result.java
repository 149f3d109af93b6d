package dev.ordinal.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a program printed and how it ended. */
public record Result(List<String> command, int code, String out, String err) {

  /** The result of a program that must have succeeded. */
  public Result ok() {
    assertThat(code).as("%s%nout: %s%nerr: %s", String.join(" ", command), out, err).isZero();
    return this;
  }

  /** The result of a program that must have failed. */
  public Result failed() {
    assertThat(code).as("%s%nout: %s%nerr: %s", String.join(" ", command), out, err).isNotZero();
    return this;
  }

  /** Standard output without white space around it. */
  public String text() {
    return out.strip();
  }

  /** Standard output's lines. */
  public List<String> lines() {
    return out.lines().toList();
  }
}
